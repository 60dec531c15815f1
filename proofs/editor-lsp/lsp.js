// SPDX-License-Identifier: Apache-2.0
// A language server in a process of its own, spoken to over standard input and output.
const { spawn } = require("node:child_process");

const PATIENCE = 20_000;

class LanguageServer {
  /** Starts a program, with settings of the editor beside the usual ones. */
  constructor(program, settings = {}) {
    this.settings = settings;
    this.process = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    this.received = Buffer.alloc(0);
    this.answers = new Map();
    this.diagnostics = new Map();
    this.nextId = 1;
    this.process.stdout.on("data", (data) => this.receive(data));
  }

  async start(root) {
    await this.request("initialize", {
      processId: process.pid,
      rootUri: root,
      workspaceFolders: [{ uri: root, name: "home" }],
      capabilities: {
        textDocument: {
          completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"] } },
          hover: { contentFormat: ["markdown", "plaintext"] },
        },
        workspace: { configuration: true },
      },
    });
    this.notify("initialized", {});
  }

  /** Opens a document, and returns what the server has to say against it. */
  async open(uri, text) {
    const told = new Promise((resolve) => this.diagnostics.set(uri, resolve));
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    return within(told, "no diagnostics of " + uri);
  }

  request(method, params) {
    const id = this.nextId++;
    const answer = new Promise((resolve, reject) => this.answers.set(id, { resolve, reject }));
    this.send({ id, method, params });
    return within(answer, "no answer to " + method);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  async stop() {
    await this.request("shutdown", null);
    this.notify("exit", null);
  }

  send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  receive(data) {
    this.received = Buffer.concat([this.received, data]);
    for (;;) {
      const end = this.received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.received.subarray(0, end).toString())[1]);
      if (this.received.length < end + 4 + length) return;
      const body = this.received.subarray(end + 4, end + 4 + length).toString();
      this.received = this.received.subarray(end + 4 + length);
      this.take(JSON.parse(body));
    }
  }

  take(message) {
    if (message.method === "textDocument/publishDiagnostics") {
      this.diagnostics.get(message.params.uri)?.(message.params.diagnostics);
    } else if (message.method && message.id !== undefined) {
      this.send({ id: message.id, result: answerTo(message, this.settings) });
    } else if (message.id !== undefined) {
      const { resolve, reject } = this.answers.get(message.id);
      message.error ? reject(new Error(message.error.message)) : resolve(message.result);
    }
  }
}

/** The settings an editor would have; the public catalogue of schemas is left alone, so nothing leaves the machine. */
function answerTo(message, settings) {
  const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false }, ...settings };
  return message.method === "workspace/configuration"
    ? message.params.items.map((item) => (item.section === "yaml" ? yaml : null))
    : null;
}

function within(promise, failure) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(failure)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

module.exports = { LanguageServer };
