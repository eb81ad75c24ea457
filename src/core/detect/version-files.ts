import { found } from './fact.ts';
import type { ProjectFiles } from './files.ts';
import { asArray, asObject, asString } from './json.ts';
import { contentLines } from './lines.ts';
import { inFolder, upwards } from './paths.ts';
import type { Fact } from './profile.ts';
import { readToml } from './toml.ts';

/** What a version file says, as it says it (`v20.11.1`, `lts/iron`), from the app's folder or the nearest parent. */
export function versionFromFile(files: ProjectFiles, folder: string, name: string, rule: string): Fact<string> | undefined {
  for (const at of upwards(folder)) {
    const file = inFolder(at, name);
    const first = contentLines(files.read(file) ?? '')[0];
    if (first !== undefined) return found(first.text, { file, line: first.line }, rule, first.text);
  }
  return undefined;
}

/** The version a tool manager's file gives for a tool: asdf's .tool-versions or mise's configuration, nearest folder first. */
export function versionFromToolManager(files: ProjectFiles, folder: string, tools: readonly string[]): Fact<string> | undefined {
  for (const at of upwards(folder)) {
    const fact = fromMise(files, at, tools) ?? fromToolVersions(files, inFolder(at, '.tool-versions'), tools);
    if (fact !== undefined) return fact;
  }
  return undefined;
}

const miseFiles = ['mise.toml', '.mise.toml', 'mise/config.toml', '.mise/config.toml', '.config/mise.toml', '.config/mise/config.toml'];

function fromToolVersions(files: ProjectFiles, file: string, tools: readonly string[]): Fact<string> | undefined {
  for (const { text, line } of contentLines(files.read(file) ?? '')) {
    const [tool, version] = text.split(/\s+/);
    if (tool !== undefined && version !== undefined && tools.includes(tool)) return found(version, { file, line }, 'tool-versions', text);
  }
  return undefined;
}

function fromMise(files: ProjectFiles, folder: string, tools: readonly string[]): Fact<string> | undefined {
  for (const name of miseFiles) {
    const file = inFolder(folder, name);
    const text = files.read(file);
    if (text === undefined) continue;
    const document = readToml(text);
    const section = asObject(document.value['tools']);
    for (const tool of tools) {
      const value = Array.isArray(section[tool]) ? asArray(section[tool])[0] : section[tool];
      const version = typeof value === 'number' ? String(value) : (asString(value) ?? asString(asObject(value)['version']));
      if (version === undefined) continue;
      const line = document.line('tools', tool) ?? document.line(`tools.${tool}`);
      return found(version, { file, line }, 'mise', `${tool} = ${version}`);
    }
  }
  return undefined;
}
