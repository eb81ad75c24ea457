/** The shape of a value in a container-structure-test file; YAML and JSON are read by the same one. */
export type Shape =
  | { readonly kind: 'string' }
  | { readonly kind: 'bool'; readonly yamlDefault?: boolean }
  | { readonly kind: 'int'; readonly yamlDefault?: number }
  /** Null where the key is missing and `nullable`; else an empty list. */
  | { readonly kind: 'list'; readonly of: Shape; readonly nullable?: true }
  | { readonly kind: 'object'; readonly type: string; readonly fields: Readonly<Record<string, Shape>> };

const string: Shape = { kind: 'string' };
const bool: Shape = { kind: 'bool' };
const strings: Shape = { kind: 'list', of: string };
const argvs: Shape = { kind: 'list', of: strings };
const list = (of: Shape): Shape => ({ kind: 'list', of });
const object = (type: string, fields: Readonly<Record<string, Shape>>): Shape => ({ kind: 'object', type, fields });

const envVar = object('types.EnvVar', { key: string, value: string, isRegex: bool });
const outputs = { expectedOutput: strings, excludedOutput: strings, expectedError: strings, excludedError: strings };
const command = { name: string, setup: argvs, teardown: argvs, envVars: list(envVar), exitCode: { kind: 'int' } as Shape, ...outputs };
const fileExistence = object('FileExistenceTestHolder', {
  name: string,
  path: string,
  shouldExist: { kind: 'bool', yamlDefault: true },
  permissions: string,
  uid: { kind: 'int', yamlDefault: -1 },
  gid: { kind: 'int', yamlDefault: -1 },
  isExecutableBy: string,
});
const fileContent = object('FileContentTest', { name: string, path: string, expectedContents: strings, excludedContents: strings });
const license = object('LicenseTest', { debian: bool, files: strings });
const label = object('types.Label', { key: string, value: string, isRegex: bool });
const nullable: Shape = { kind: 'list', of: string, nullable: true };

const common = {
  schemaVersion: string,
  globalEnvVars: list(envVar),
  fileExistenceTests: list(fileExistence),
  fileContentTests: list(fileContent),
  licenseTests: list(license),
};

export const schema1 = object('StructureTest', { ...common, commandTests: list(object('CommandTest', { ...command, command: strings })) });

export const schema2 = object('StructureTest', {
  ...common,
  commandTests: list(object('CommandTest', { ...command, command: string, args: strings })),
  metadataTest: object('MetadataTest', {
    envVars: list(envVar),
    unboundEnvVars: list(envVar),
    labels: list(label),
    exposedPorts: strings,
    unexposedPorts: strings,
    volumes: strings,
    unmountedVolumes: strings,
    entrypoint: nullable,
    cmd: nullable,
    workdir: string,
    user: string,
  }),
  containerRunOptions: object('types.ContainerRunOptions', {
    user: string,
    privileged: bool,
    allocateTty: bool,
    envFile: string,
    envVars: strings,
    capabilities: strings,
    bindMounts: strings,
  }),
});

export interface CstFile {
  readonly schemaVersion: string;
  readonly globalEnvVars: readonly KeyValue[];
  readonly commandTests: readonly CommandTest[];
  readonly fileExistenceTests: readonly FileExistenceTest[];
  readonly fileContentTests: readonly FileContentTest[];
  readonly licenseTests: readonly { readonly debian: boolean; readonly files: readonly string[] }[];
  readonly metadataTest: MetadataTest;
  readonly containerRunOptions: RunOptions;
}

export interface KeyValue {
  readonly key: string;
  readonly value: string;
  readonly isRegex: boolean;
}

export interface CommandTest {
  readonly name: string;
  /** Command and arguments together. */
  readonly argv: readonly string[];
  readonly setup: readonly (readonly string[])[];
  readonly teardown: readonly (readonly string[])[];
  readonly envVars: readonly KeyValue[];
  readonly expectedOutput: readonly string[];
  readonly excludedOutput: readonly string[];
  readonly expectedError: readonly string[];
  readonly excludedError: readonly string[];
  readonly exitCode: number;
}

export interface FileExistenceTest {
  readonly name: string;
  readonly path: string;
  readonly shouldExist: boolean;
  readonly permissions: string;
  /** -1: not checked. */
  readonly uid: number;
  readonly gid: number;
  readonly isExecutableBy: string;
}

export interface FileContentTest {
  readonly name: string;
  readonly path: string;
  readonly expectedContents: readonly string[];
  readonly excludedContents: readonly string[];
}

export interface MetadataTest {
  readonly envVars: readonly KeyValue[];
  readonly unboundEnvVars: readonly { readonly key: string }[];
  readonly labels: readonly KeyValue[];
  readonly exposedPorts: readonly string[];
  readonly unexposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly unmountedVolumes: readonly string[];
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly workdir: string;
  readonly user: string;
}

export interface RunOptions {
  readonly user: string;
  readonly privileged: boolean;
  readonly allocateTty: boolean;
  readonly envFile: string;
  readonly envVars: readonly string[];
  readonly capabilities: readonly string[];
  readonly bindMounts: readonly string[];
}
