// SPDX-License-Identifier: Apache-2.0
// Usage: node check.js SERVER FOLDER SERVICES. Says what does not hold, and the figure last.
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { LanguageServer } = require("./lsp.js");

const [program, folder, services] = process.argv.slice(2);
const uriOf = (file) => pathToFileURL(path.join(folder, file)).href;
const MODELINE = "# yaml-language-server: $schema=../../schema/service-schema.json\n";
const GOOD = `name: films
host: nas
containers:
  server:
    image: nginx:1.29
    environment: {PUID: 1000, TZ: Europe/London}
routes:
  - {hostname: films.home.arpa, container: server, port: 80}
`;
const failures = [];
let held = 0;

function holds(what, condition, seen) {
  if (condition) held++;
  else failures.push(`${what}; instead: ${JSON.stringify(seen)}`);
}

const says = (diagnostics, line, pattern) =>
  diagnostics.some((d) => d.range.start.line === line && pattern.test(d.message));

async function flags(server) {
  const good = await server.open(uriOf("services/media/good.yaml"), MODELINE + GOOD);
  holds("a good file is left alone", good.length === 0, good.map((d) => d.message));
  const mistakes = [
    ["a typo", GOOD.replace("    image:", "    imgae:"), 5, /imgae is not allowed/],
    ["a missing key", GOOD.replace("name: films\n", ""), 1, /Missing property "name"/],
    ["a wrong type", GOOD.replace("routes:\n  - {", "routes: {").replace(/}\n$/, "}\n"), 7, /Expected "array"/],
    ["a bad port", GOOD.replace("port: 80", "port: 70000"), 8, /maximum of 65535/],
    ["an image with an empty tag", GOOD.replace("nginx:1.29", "\"nginx:\""), 5, /must be an image as Docker names it/],
    ["a key with nothing behind it", GOOD + "sso:\n", 9, /Incorrect type/],
  ];
  for (const [name, text, line, pattern] of mistakes) {
    const uri = uriOf(`services/media/${name.replaceAll(" ", "-")}.yaml`);
    const told = await server.open(uri, MODELINE + text);
    holds(`${name} is flagged`, says(told, line, pattern), told.map((d) => `${d.range.start.line}: ${d.message}`));
  }
}

/** Templates and the files of categories have schemas of their own. */
async function flagsInSharedFiles(server) {
  const open = async (file, schema, text) => {
    const modeline = `# yaml-language-server: $schema=../../schema/${schema}-schema.json\n`;
    return (await server.open(uriOf(file), modeline + text)).map((d) => d.message);
  };
  const part = "containers:\n  server:\n    environment: {PUID: \"${values.puid}\"}\n    restart: always\n";
  const template = await open("services/templates/linuxserver.yaml", "template", part);
  holds("a template, which need not be whole, is left alone", template.length === 0, template);
  const typo = await open("services/templates/typo.yaml", "template", part.replace("environment", "enviroment"));
  holds("a typo in a template is flagged", typo.some((m) => /enviroment is not allowed/.test(m)), typo);
  const category = await open("services/media/category.yaml", "category", "host: nas\nvalues: {puid: 1000}\n");
  holds("the file of a category is left alone", category.length === 0, category);
  const key = await open("services/books/category.yaml", "category", "hosts: nas\n");
  holds("a typo in the file of a category is flagged", key.some((m) => /hosts is not allowed/.test(m)), key);
}

async function flagsInInventory(server) {
  const target = async (name, text) => {
    const inventory = `homelab: a\nkey: env:A\nrecord: b\ndomain: a.b\ntargets:\n  one: ${text}\n`;
    const modeline = "# yaml-language-server: $schema=../schema/inventory-schema.json\n";
    return (await server.open(uriOf(`services/${name}.yaml`), modeline + inventory)).map((d) => d.message);
  };
  const good = await target("good-target", "{kind: compose, host: nas, root: /opt/stacks}");
  holds("a good target is left alone", good.length === 0, good);
  const kind = await target("bad-kind", "{kind: docker, host: nas, root: /opt/stacks}");
  holds("an unknown kind is flagged", kind.some((m) => /Valid values: "compose"/.test(m)), kind);
  const key = await target("bad-key", "{kind: compose, host: nas, rooot: /opt/stacks}");
  holds("a typo in a target is flagged", key.some((m) => /rooot is not allowed/.test(m)), key);
}

async function completes(server) {
  const items = async (name, text, line, character) => {
    const uri = uriOf(`services/media/${name}.yaml`);
    await server.open(uri, MODELINE + text);
    const list = await server.request("textDocument/completion", { textDocument: { uri }, position: { line, character } });
    return list.items ?? list;
  };
  const labels = async (...where) => (await items(...where)).map((item) => item.label);
  const top = await labels("top", "name: films\n\n", 2, 0);
  holds("keys of a service are completed", ["host", "containers", "routes", "sso"].every((k) => top.includes(k)), top);
  const inner = await labels("inner", "name: films\ncontainers:\n  server:\n    \n", 4, 4);
  holds("keys of a container are completed", ["image", "ports", "volumes"].every((k) => inner.includes(k)), inner);
  holds("a whole container is offered", inner.includes("container"), inner);
  const kinds = await labels("kinds", "name: films\nsso:\n  kind: \n", 3, 8);
  holds("words are completed", kinds.includes("forward-auth"), kinds);
  const route = await items("route", "name: films\nroutes:\n  - \n", 3, 4);
  const whole = route.find((item) => item.label === "route")?.textEdit?.newText ?? "";
  holds("a whole route is offered", /hostname: \$\{1:.*\n *container: .*\n *port: \$\{3:8080}/.test(whole), route);
}

/** What "homelab init" writes, as it is. */
async function knowsAFreshHomelab(server) {
  const told = [];
  for (const file of ["services/inventory.yaml", "services/web/welcome.yaml"]) {
    const diagnostics = await server.open(uriOf(file), fs.readFileSync(path.join(folder, file), "utf8"));
    diagnostics.forEach((d) => told.push(`${file}:${d.range.start.line + 1} ${d.message}`));
  }
  holds("the files of a fresh homelab are left alone", told.length === 0, told);
  const typo = await server.open(uriOf("services/web/plain.yaml"), GOOD.replace("    image:", "    imgae:"));
  holds("a file without the first line is checked by its path", says(typo, 4, /imgae is not allowed/), typo.map((d) => d.message));
  const uri = uriOf("services/inventory.yaml");
  const end = fs.readFileSync(path.join(folder, "services/inventory.yaml"), "utf8").split("\n").length - 1;
  const list = await server.request("textDocument/completion", { textDocument: { uri }, position: { line: end, character: 0 } });
  const labels = (list.items ?? list).map((item) => item.label);
  holds("keys of its inventory are completed", ["registries", "notify", "defaults"].every((k) => labels.includes(k)), labels);
}

async function explains(server) {
  const schema = JSON.parse(fs.readFileSync(path.join(folder, "schema/service-schema.json"), "utf8"));
  const hover = async (line, character) => {
    const position = { line, character };
    const answer = await server.request("textDocument/hover", {
      textDocument: { uri: uriOf("services/media/good.yaml") },
      position,
    });
    return typeof answer?.contents === "string" ? answer.contents : (answer?.contents?.value ?? "");
  };
  const plain = (text) => text.replace(/\\(.)/g, "$1").replace(/&quot;/g, '"').replace(/&nbsp;/g, " ");
  for (const [line, character, key] of [[2, 1, "host"], [3, 2, "containers"], [7, 2, "routes"]]) {
    const shown = plain(await hover(line, character));
    holds(`"${key}" is explained`, shown.includes(schema.properties[key].description), shown);
  }
  const image = plain(await hover(5, 6));
  holds('"image" is explained', image.includes(schema.definitions.Container.properties.image.markdownDescription), image);
}

/** The services of this repository, as an editor shows them. */
async function leavesOursAlone(server) {
  const files = fs.readdirSync(services, { recursive: true }).filter((file) => /^(\w+\/[\w-]+|inventory)\.yaml$/.test(file));
  const told = [];
  for (const file of files.filter((name) => !name.startsWith("target"))) {
    const text = fs.readFileSync(path.join(services, file), "utf8");
    const diagnostics = await server.open(uriOf(`services/${file}`), text);
    const first = text.split("\n", 2);
    if (!/^# yaml-language-server: \$schema=/.test(first[0]) || !/^# \$schema: /.test(first[1])) told.push(`${file}: no modelines`);
    diagnostics.forEach((d) => told.push(`${file}:${d.range.start.line + 1} ${d.message}`));
  }
  holds(`our own ${files.length} files are left alone`, files.length > 5 && told.length === 0, told);
}

/** Editors compile patterns as ECMAScript does. */
function patternsCompile() {
  for (const name of ["service", "inventory", "template", "category"]) {
    const text = fs.readFileSync(path.join(folder, `schema/${name}-schema.json`), "utf8");
    const bad = [];
    JSON.parse(text, (key, value) => {
      if (key === "pattern" && typeof value === "string") {
        try {
          new RegExp(value, "u");
        } catch (e) {
          bad.push(e.message);
        }
      }
      return value;
    });
    holds(`the patterns of the ${name} schema are ECMAScript`, bad.length === 0, bad);
  }
}

async function main() {
  const editor = JSON.parse(fs.readFileSync(path.join(folder, ".vscode/settings.json"), "utf8"));
  const server = new LanguageServer(program, { schemas: editor["yaml.schemas"] });
  await server.start(pathToFileURL(folder).href);
  await flags(server);
  await flagsInInventory(server);
  await flagsInSharedFiles(server);
  await completes(server);
  await knowsAFreshHomelab(server);
  await explains(server);
  await leavesOursAlone(server);
  patternsCompile();
  await server.stop();
  failures.forEach((failure) => console.error("FAILED: " + failure));
  console.log(`yaml-language-server: ${held} of ${held + failures.length} things hold`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

main().catch((e) => {
  console.error("FAILED: " + e.stack);
  process.exit(1);
});
