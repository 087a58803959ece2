import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { Command, Option } from "commander";
import { CloudError } from "../errors.ts";
import { Passwords } from "../passwords.ts";
import { HOME, ROLES, type Role } from "../people.ts";
import type { Register, Store } from "../store.ts";
import { DATA, DATA_TEXT, guarded, print, tenantOption, withStore } from "./shell.ts";

const FROM = "a file that holds the password; without it, it is read from standard input";

async function readPassword(file: string | undefined): Promise<string> {
  try {
    return (file === undefined ? await text(process.stdin) : readFileSync(file, "utf8")).replace(
      /\r?\n$/,
      "",
    );
  } catch (cause) {
    throw new CloudError(
      "identity.unreadable",
      `${file} cannot be read: ${(cause as NodeJS.ErrnoException).code}`,
      "Check the path and that you may read it.",
    );
  }
}

function personAt(register: Register, email: string): string {
  const known = register.people.find((person) => person.email === email.toLowerCase());
  if (known) return known.person;
  throw new CloudError("person.unknown", `nobody has ${email}`, "Add them: petpulse cloud person add.");
}

async function withPerson(
  data: string,
  email: string,
  act: (store: Store, person: string) => Promise<void>,
): Promise<void> {
  await withStore(data, async (store) => act(store, personAt((await store.register(null))!, email)));
}

/** `petpulse cloud person add|role|remove|password|list`. */
export function personCommand(): Command {
  const common = (name: string, description: string) =>
    new Command(name).description(description).requiredOption(DATA, DATA_TEXT);
  const role = () => new Option("--role <role>", "what they are there").choices(ROLES);

  const add = common("add", "Make an account; an administrator runs the cloud and sees no pets by that.")
    .requiredOption("--email <address>", "what they sign in with")
    .requiredOption("--name <name>", "what people call them")
    .option("--password-file <file>", FROM)
    .addOption(tenantOption())
    .addOption(role().default("owner"))
    .option("--administrator", "runs this cloud, and belongs to no tenant by that", false)
    .option("--json", "print JSON", false)
    .action(
      guarded(
        async (options: {
          data: string;
          email: string;
          name: string;
          passwordFile?: string;
          tenant: string;
          role: Role;
          administrator: boolean;
          json: boolean;
        }) => {
          const { email, name, tenant, administrator } = options;
          const password = await new Passwords().hash(await readPassword(options.passwordFile));
          const person = randomBytes(8).toString("hex");
          const account = { person, email: email.toLowerCase(), name, password, administrator };
          await withStore(options.data, async (store) => {
            await store.addPerson(account, Date.now());
            if (!administrator) await store.setMember({ person, tenant, role: options.role }, Date.now());
          });
          print(options.json, { person, email: account.email }, `person ${person} (${account.email})`);
        },
      ),
    );

  const setRole = common("role", "Make somebody with an account a member, or change their role.")
    .requiredOption("--email <address>", "whose")
    .addOption(tenantOption())
    .addOption(role().makeOptionMandatory())
    .action(
      guarded(async (options: { data: string; email: string; tenant: string; role: Role }) => {
        const { tenant, role } = options;
        await withPerson(options.data, options.email, (store, person) =>
          store.setMember({ person, tenant, role }, Date.now()),
        );
      }),
    );

  const remove = common("remove", "End a membership; the account stays.")
    .requiredOption("--email <address>", "whose")
    .addOption(tenantOption())
    .action(
      guarded(async (options: { data: string; email: string; tenant: string }) => {
        await withPerson(options.data, options.email, (store, person) =>
          store.removeMember(options.tenant, person),
        );
      }),
    );

  const password = common("password", "Set a new password; every session of theirs ends.")
    .requiredOption("--email <address>", "whose")
    .option("--password-file <file>", FROM)
    .action(
      guarded(async (options: { data: string; email: string; passwordFile?: string }) => {
        const hash = await new Passwords().hash(await readPassword(options.passwordFile));
        await withPerson(options.data, options.email, (store, person) => store.setPassword(person, hash));
      }),
    );

  const list = common("list", "Show everybody and where they belong.")
    .option("--json", "print JSON", false)
    .action(
      guarded(async ({ data, json }: { data: string; json: boolean }) => {
        const { people, members } = (await withStore(data, (store) => store.register(null)))!;
        const shown = people.map(({ person, email, name, administrator }) => ({
          person,
          email,
          name,
          administrator,
          roles: members.filter((m) => m.person === person).map(({ tenant, role }) => ({ tenant, role })),
        }));
        const lines = shown.map(({ email, name, administrator, roles }) => {
          const where = roles.map(({ tenant, role }) => `${role} of ${tenant === HOME ? "home" : tenant}`);
          return `${email}  ${name}  ${[...(administrator ? ["administrator"] : []), ...where].join(", ")}`;
        });
        print(json, { people: shown }, lines.join("\n") || "nobody");
      }),
    );

  const person = new Command("person").description("People with accounts, and their roles.");
  for (const one of [add, setRole, remove, password, list]) person.addCommand(one);
  return person;
}
