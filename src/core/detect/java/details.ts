/** What scaffolding needs of a Java or Kotlin app. Paths are relative to the app's folder unless said otherwise. */
export interface JavaDetails {
  readonly build: 'maven' | 'gradle';
  /** True when mvnw or gradlew is in the build's folder, with its properties file. */
  readonly wrapper: boolean;
  /** Version of the build tool that the wrapper names. */
  readonly buildToolVersion: string | null;
  /** Gradle scripts in Kotlin. */
  readonly kotlinDsl: boolean;
  readonly kotlin: boolean;
  /** Folder where the build runs, relative to the project: the root of a multi-module build, else the app's. */
  readonly buildRoot: string;
  /** The app's module as the build tool names it: `services/api` for Maven's -pl, `:services:api` for Gradle; null without modules. */
  readonly module: string | null;
  /** Folders of all modules, relative to the project: their manifests come before the sources. */
  readonly modules: readonly string[];
  readonly packaging: 'jar' | 'war';
  /** What runs: an executable jar, Quarkus' fast jar, a folder with the jar and its libraries, a web archive. */
  readonly run: 'executable-jar' | 'quarkus' | 'classpath' | 'distribution' | 'war';
  /** The artifact that the build writes, a pattern relative to the module: `target/shop-*.jar`. */
  readonly artifact: string;
  readonly mainClass: string | null;
  /** Spring Boot's version; null for others. */
  readonly bootVersion: string | null;
  /** How Spring Boot's layers are extracted: `tools` from 3.3, `layertools` from 2.3, null before and for others. */
  readonly layers: 'tools' | 'layertools' | null;
  /** True when Actuator is a dependency. */
  readonly actuator: boolean;
  readonly healthPath: string | null;
}
