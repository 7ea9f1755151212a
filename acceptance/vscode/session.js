'use strict';

// The client half in Node: the extension's own command and documents, and the protocol library under VS Code's client.
// Arguments: the folder of the extension, the folder of the project, the Python that has the server. The project has
// app.py, a descriptor in JSON, and below forge/ another app.py with one in YAML.

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');
const { pathToFileURL } = require('node:url');

const [extension, folder, python] = process.argv.slice(2);
const required = createRequire(path.join(extension, 'extension.js'));
const protocol = required('vscode-languageserver-protocol/node');
const { commandOf, DOCUMENTS } = required('./server');
const [PYTHON, JSON_FILE, YAML_FILE] = DOCUMENTS.map((one) => one.language);

const { command, args } = commandOf([python, ...commandOf([]).args]);
const server = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
const connection = protocol.createProtocolConnection(
  new protocol.StreamMessageReader(server.stdout),
  new protocol.StreamMessageWriter(server.stdin),
);
const shown = new Map();
const texts = new Map();
let waiting = () => {};

function uriOf(name) {
  return pathToFileURL(path.join(folder, name)).href;
}

async function open(name, languageId) {
  const text = fs.readFileSync(path.join(folder, name), 'utf-8');
  texts.set(name, text);
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: uriOf(name), languageId, version: 1, text },
  });
}

/** The diagnostics of a document once they are so. */
function diagnostics(name, isSo) {
  return new Promise((resolve) => {
    waiting = () => {
      const found = shown.get(uriOf(name));
      if (found !== undefined && isSo(found)) {
        waiting = () => {};
        resolve(found);
      }
    };
    waiting();
  });
}

const codes = (found) => found.map((one) => one.code);

function actions(name, found) {
  return connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: uriOf(name) },
    range: found[0].range,
    context: { diagnostics: found },
  });
}

function at(name, word) {
  const before = texts.get(name).slice(0, texts.get(name).indexOf(word)).split('\n');
  return {
    textDocument: { uri: uriOf(name) },
    position: { line: before.length - 1, character: before[before.length - 1].length + 1 },
  };
}

/** The document's text with an edit, which has one range in one line, and the server is told. */
async function take(name, action) {
  const [{ textDocument, edits }] = action.edit.documentChanges;
  const [{ range, newText }] = edits;
  const lines = texts.get(name).split('\n');
  const line = lines[range.start.line];
  lines[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
  texts.set(name, lines.join('\n'));
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: textDocument.uri, version: textDocument.version + 1 },
    contentChanges: [{ range, text: newText }],
  });
}

/** What a person meets in the descriptor: what is said of its scopes, the hover, the references, the completion. */
async function inDescriptor(name, scope) {
  const found = await diagnostics(name, (one) => codes(one).includes('CFS203'));
  const titles = (await actions(name, found)).map((one) => one.title);
  const hover = await connection.sendRequest('textDocument/hover', at(name, scope));
  const context = { includeDeclaration: true };
  const references = await connection.sendRequest('textDocument/references', { ...at(name, scope), context });
  const items = await connection.sendRequest('textDocument/completion', at(name, scope));
  return {
    codes: codes(found),
    titles,
    hover: hover.contents.value.split('\n')[0],
    references: references.map((one) => path.relative(folder, new URL(one.uri).pathname)),
    completes: items.some((one) => one.label === scope),
  };
}

async function main() {
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    shown.set(params.uri, params.diagnostics);
    waiting();
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    initializationOptions: { delay: 0, project: false },
  });
  await connection.sendNotification('initialized', {});
  const answer = {};
  await open('app.py', PYTHON);
  const found = await diagnostics('app.py', (one) => one.length > 0);
  await open('atlassian-connect.json', JSON_FILE);
  const offered = await actions('app.py', found);
  answer.python = { codes: codes(found), titles: offered.map((one) => one.title) };
  answer.json = await inDescriptor('atlassian-connect.json', 'READ');
  await take('atlassian-connect.json', offered.find((one) => one.title.startsWith('Add ')));
  await diagnostics('app.py', (one) => !codes(one).includes('CFS101'));
  answer.fixed = texts.get('atlassian-connect.json');
  await open('forge/manifest.yml', YAML_FILE);
  answer.yaml = await inDescriptor('forge/manifest.yml', 'read:page:confluence');
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  answer.code = await new Promise((resolve) => server.on('exit', resolve));
  console.log(JSON.stringify(answer));
}

main().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
