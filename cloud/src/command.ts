import { Command } from "commander";
import { deviceCommand } from "./command/device.ts";
import { hubCommand } from "./command/hub.ts";
import { keysCommand } from "./command/keys.ts";
import { backupCommand, restoreCommand, verifyCommand } from "./command/operations.ts";
import { personCommand } from "./command/person.ts";
import { record } from "./command/record.ts";
import { serveCommand } from "./command/serve.ts";
import { tenantCommand } from "./command/tenant.ts";
import { viewerCommand } from "./command/viewer.ts";

/** `petpulse cloud …`. Exit codes: 0 done, 1 failed (code, what, and hint on stderr). */
export function cloudCommand(): Command {
  return new Command("cloud")
    .description("The cloud: takes frames from hubs, keeps them, serves dashboard and API.")
    .addCommand(serveCommand())
    .addCommand(deviceCommand())
    .addCommand(hubCommand())
    .addCommand(personCommand())
    .addCommand(tenantCommand())
    .addCommand(viewerCommand())
    .addCommand(keysCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(verifyCommand())
    .hook("postAction", (_cloud, command) => record(command))
    .addHelpText(
      "after",
      "\nExample:\n  petpulse cloud device add --data ./data --name Rex --identity collar.json\n" +
        "  petpulse cloud hub add --data ./data --name kitchen --device 00c0ffee12345678 --token-file hub.token\n" +
        "  petpulse cloud person add --data ./data --email ann@example.org --name Ann --password-file ann.txt\n" +
        "  petpulse cloud serve --data ./data",
    );
}
