// What the manifest promises: its commands, its schema, its settings.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

import { extension, open, placeOf, running, type Tests, until } from "./harness";

interface Manifest {
  contributes: {
    commands: { command: string }[];
    tomlValidation: { fileMatch: string; url: string }[];
    configuration: { properties: Record<string, unknown> }[];
  };
}

export const declared: Tests = {
  "every command that is promised is there, and no other": async () => {
    await open("checkout.md");
    await running();
    const { contributes } = extension().packageJSON as Manifest;
    const promised = contributes.commands.map(({ command }) => command);
    const all = await vscode.commands.getCommands(true);
    // The editor makes some for the view by itself; the server's own begins like ours.
    const ours = all.filter((it) => it.startsWith("askhow.") && !it.startsWith("askhow.review."));
    // What the server does by itself is a command of the window as well.
    const servers = ["askhow.answer", "askhow.entryNow", "askhow.explain", "askhow.nextQuestion"];
    assert.deepEqual(ours.filter((it) => !servers.includes(it)).sort(), promised.sort());
    return `${promised.length} commands`;
  },

  "the schema of askhow.toml is in the package, with each key that is a setting here": async () => {
    const { contributes } = extension().packageJSON as Manifest;
    const [validation] = contributes.tomlValidation;
    assert.equal(validation?.fileMatch, "askhow.toml");
    const text = fs.readFileSync(path.join(extension().extensionPath, validation.url), "utf8");
    const schema = JSON.parse(text) as { properties: Record<string, unknown> };
    const settings = contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
    const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const keys = settings.map((setting) => kebab(setting.split(".")[1] ?? ""));
    const inFile = new Set(keys.filter((key) => !["outline", "server", "trace"].includes(key)));
    assert.deepEqual([...inFile].sort(), Object.keys(schema.properties).sort());
    return `${settings.length} settings`;
  },

  "what is said between editor and server is written down when it is asked for": async () => {
    const { document } = await open("checkout.md");
    const settings = vscode.workspace.getConfiguration("askhow");
    await settings.update("trace.server", "messages", vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("askhow.showOutput");
    const seen = (): string =>
      vscode.workspace.textDocuments
        .filter(({ uri }) => uri.scheme === "output")
        .map((it) => it.getText())
        .join("\n");
    await until("the name of a request", async () => {
      const at = placeOf(document, "Risks");
      await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, at);
      return seen().includes("Sending request 'textDocument/hover") ? true : undefined;
    });
    assert.ok(!seen().includes("sized for last year's traffic"), "messages hold no text");
    await settings.update("trace.server", undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("workbench.action.closePanel");
  },
};
