import type { Fact, ProfileProblem } from '../profile.ts';

/** What a Maven or Gradle build says of one module. */
export interface JavaBuild {
  readonly tool: 'maven' | 'gradle';
  readonly file: string;
  readonly name: string;
  /** Folder where the build runs, relative to the project. */
  readonly buildRoot: string;
  /** The module as the tool names it; null when it is the whole build. */
  readonly module: string | null;
  /** Folders of all modules, relative to the project. */
  readonly modules: readonly string[];
  readonly hasModules: boolean;
  readonly packaging: 'jar' | 'war' | 'none';
  /** Artifact below the module, without extension. */
  readonly artifact: string;
  readonly javaVersion: Fact<string> | undefined;
  /** By `group:artifact`. */
  readonly dependencies: ReadonlyMap<string, Fact<string>>;
  readonly bootVersion: string | null;
  readonly hasBootPlugin: boolean;
  readonly mainClass: string | null;
  /** True when a plugin packs the libraries into the jar. */
  readonly fatJar: boolean;
  readonly kotlin: boolean;
  readonly kotlinDsl: boolean;
  readonly wrapper: boolean;
  readonly toolVersion: string | null;
  /** True when the build writes a folder with start scripts (Gradle's application plugin). */
  readonly distribution: boolean;
  readonly problems: readonly ProfileProblem[];
}
