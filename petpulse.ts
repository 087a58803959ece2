import { benchCommand } from "@petpulse/bench/command";
import { cloudCommand } from "@petpulse/cloud/command";
import { firmwareCommand } from "@petpulse/firmware/tools/command";
import { doctorCommand, gatewayCommand } from "@petpulse/gateway/command";
import { chaosCommand } from "@petpulse/hil/chaos/command";
import { flashCommand } from "@petpulse/hil/flash-command";
import { hilCommand } from "@petpulse/hil/rig-command";
import { startCommand } from "@petpulse/hil/start/command";
import { modelsCommand } from "@petpulse/models/command";
import { Command } from "commander";
import manifest from "./package.json" with { type: "json" };

const program = new Command("petpulse")
  .description("The open, end-to-end stack for a pet-health collar.")
  .version(manifest.version)
  .showHelpAfterError("(petpulse --help lists what there is)")
  .addCommand(startCommand())
  .addCommand(gatewayCommand())
  .addCommand(cloudCommand())
  .addCommand(firmwareCommand())
  .addCommand(benchCommand())
  .addCommand(modelsCommand())
  .addCommand(flashCommand())
  .addCommand(hilCommand())
  .addCommand(chaosCommand())
  .addCommand(doctorCommand());

await program.parseAsync();
