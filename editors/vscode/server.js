'use strict';

// What is needed to start the server and to speak with it, without VS Code around it.

// Settings may name a descriptor of any name.
const DOCUMENTS = [
  { language: 'python' },
  { language: 'json' },
  { language: 'yaml' },
  { pattern: '**/atlassian-connect.json' },
  { pattern: '**/manifest.{yml,yaml}' },
];

/** The program and its arguments, for the setting `confluence-scopes.command`. */
function commandOf(configured) {
  if (Array.isArray(configured) && configured.length > 0) {
    return { command: configured[0], args: configured.slice(1) };
  }
  const python = process.platform === 'win32' ? 'python' : 'python3';
  return { command: python, args: ['-m', 'flake8_confluence_scopes', 'lsp'] };
}

module.exports = { DOCUMENTS, commandOf };
