import { assemble, portOfApp, statedCommand } from '../assemble.ts';
import { byDefault, found, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { healthRoute } from '../health.ts';
import type { JavaBuild } from '../java/build.ts';
import type { JavaDetails } from '../java/details.ts';
import { readGradle } from '../java/gradle.ts';
import { readMaven } from '../java/maven.ts';
import { findLine, firstGroup } from '../lines.ts';
import { baseName, folderOf, inFolder, slug } from '../paths.ts';
import { versionFromDockerfile } from '../platform-files.ts';
import { portFromSource, portVariable, validPort } from '../ports.ts';
import type { AppKind, AppProfile, Fact } from '../profile.ts';
import { filesNamed } from '../scan.ts';
import { sourceFiles } from '../source-files.ts';
import type { Stack } from '../stack.ts';
import { versionFromFile, versionFromToolManager } from '../version-files.ts';
import { releases } from '../version-range.ts';
import { yamlEntries } from '../yaml-lines.ts';

export type { JavaDetails } from '../java/details.ts';

const manifests = ['pom.xml', 'build.gradle', 'build.gradle.kts'];

/** Java and Kotlin apps of Maven and Gradle, module by module. Details: `JavaDetails`. */
export const stack: Stack = {
  name: 'java',
  candidates: (files) => filesNamed(files, manifests).map((path) => ({ folder: folderOf(path), strength: 'manifest' })),
  read: readJavaApp,
};

const frameworks: readonly (readonly [name: string, dependency: RegExp, port: number])[] = [
  ['spring-boot', /^org\.springframework\.boot:spring-boot/, 8080],
  ['quarkus', /^io\.quarkus(?:\.platform)?:quarkus-/, 8080],
  ['micronaut', /^io\.micronaut(?:\.\w+)?:micronaut-(?:http-server|runtime|inject|core)/, 8080],
  ['ktor', /^io\.ktor:ktor-server/, 8080],
  ['dropwizard', /^io\.dropwizard:dropwizard-core/, 8080],
  ['helidon', /^io\.helidon/, 8080],
  ['vertx', /^io\.vertx:vertx-(?:core|web)/, 8080],
  ['javalin', /^io\.javalin:javalin/, 7000],
  ['spark-java', /^com\.sparkjava:spark-core/, 4567],
  ['http4k', /^org\.http4k:http4k-/, 8080],
  ['play', /^(?:com\.typesafe\.play|org\.playframework):play/, 9000],
  ['dubbo', /^org\.apache\.dubbo:dubbo/, 20880],
];
const portPatterns = [
  new RegExp(`getenv\\(\\s*"${portVariable}"\\s*\\)[\\s\\S]{0,120}?["']?(\\d{4,5})\\b`),
  new RegExp(`getOrDefault\\(\\s*"${portVariable}"\\s*,\\s*"(\\d{2,5})"`),
  /\bInetSocketAddress\(\s*(?:"[^"]*"\s*,\s*)?(\d{2,5})\s*\)/,
  /\bembeddedServer\([\s\S]{0,80}?port\s*=\s*(\d{2,5})/,
  /\b(?:Javalin\.create\([\s\S]{0,200}?\)|app|server|vertx\.createHttpServer\(\)[\s\S]{0,200}?|javalin)\s*\.\s*(?:start|listen)\(\s*(\d{2,5})\b/,
  /\.(?:start|listen)\(\s*(\d{4,5})\s*[,)]/,
  /\b(?:Spark\.)?port\(\s*(\d{2,5})\s*\)/,
  /\bnew\s+(?:Server|ServerSocket)\(\s*(\d{2,5})\s*\)/,
  /\bsetPort\(\s*(\d{2,5})\s*\)/,
  /\b(?:int|Integer|val|var)\s+port\s*(?::\s*Int\s*)?=\s*(\d{2,5})\b/i,
];
const serverCode =
  /\bHttpServer\.create\(|\bembeddedServer\(|\bJavalin\.create\(|\bnew\s+ServerSocket\(|\bcreateHttpServer\(|\bnew\s+Tomcat\(|\bTomcat\s+\w+\s*=|\bUndertow\.builder\(|\bnew\s+Server\(\s*\d/;

function readJavaApp(files: ProjectFiles, folder: string): AppProfile | undefined {
  const build = chooseBuild(files, folder);
  if (build === undefined || build.packaging === 'none') return undefined;
  const sources = sourceFiles(files, folder, ['.java', '.kt', '.properties', '.yml', '.yaml', '.conf', '.scala', '.groovy']).filter(
    (path) => !/(?:^|\/)(?:\.github|gradle)\//.test(path),
  );
  const code = sources.filter((path) => /\.(?:java|kt|scala|groovy)$/.test(path));
  if (build.hasModules && code.length === 0) return undefined;

  const row = frameworks.find(
    ([name, pattern]) => (name === 'spring-boot' && build.hasBootPlugin) || [...build.dependencies.keys()].some((key) => pattern.test(key)),
  );
  const dependency = row === undefined ? undefined : [...build.dependencies].find(([key]) => row[1].test(key))?.[1];
  const framework =
    row === undefined
      ? null
      : dependency === undefined
        ? found(row[0], { file: build.file, line: null }, `${build.tool}-plugin`)
        : withValue(dependency, row[0]);
  const main = mainOf(files, code);
  const server = code.map((file) => ({ file, hit: findLine(files.read(file) ?? '', serverCode) })).find(({ hit }) => hit !== undefined);
  const kind = kindOf(build, framework, main, server);
  const run = runOf(build, framework?.value);
  const stated = statedCommand(files, folder);
  const mainClass = build.mainClass ?? main?.className ?? null;
  const start = kind?.value === 'library' ? null : (stated ?? startOf(build, run, mainClass));
  const fromConfiguration = configuredPort(files, folder, sources);
  const details: JavaDetails = {
    build: build.tool,
    wrapper: build.wrapper,
    buildToolVersion: build.toolVersion,
    kotlinDsl: build.kotlinDsl,
    kotlin: build.kotlin || code.some((path) => path.endsWith('.kt')),
    buildRoot: build.buildRoot,
    module: build.module,
    modules: build.modules,
    packaging: build.packaging,
    run,
    artifact:
      run === 'quarkus'
        ? `${build.tool === 'maven' ? 'target' : 'build'}/quarkus-app/quarkus-run.jar`
        : `${build.artifact}.${build.packaging}`,
    mainClass,
    bootVersion: build.bootVersion,
    layers: layersOf(build),
    actuator: build.dependencies.has('org.springframework.boot:spring-boot-starter-actuator'),
    healthPath: healthPath(build, framework?.value, files, code),
  };
  return assemble({
    files,
    folder,
    name: slug(build.name),
    language: found('java', { file: build.file, line: null }, build.tool === 'maven' ? 'pom-xml' : 'gradle-script'),
    kind,
    framework,
    packageManager: found(build.tool, { file: build.file, line: null }, build.tool === 'maven' ? 'pom-xml' : 'gradle-script'),
    runtimeVersion: javaVersion(files, folder, build),
    buildCommand: found(buildOf(build, run), { file: build.file, line: null }, `${build.tool}-build`),
    startCommand: start,
    port:
      kind?.value === 'web'
        ? portOfApp(files, folder, stated, fromConfiguration ?? portFromSource(files, code, portPatterns), {
            port: row?.[2] ?? 8080,
            text: row === undefined ? 'nothing says it' : `${row[0]}'s own default`,
          })
        : null,
    dependencies: build.dependencies,
    sources,
    details,
    problems: build.problems,
  });
}

/** With both, the tool whose wrapper is there; Maven when neither or both have one. */
function chooseBuild(files: ProjectFiles, folder: string): JavaBuild | undefined {
  const maven = readMaven(files, folder);
  const gradle = readGradle(files, folder);
  if (maven === undefined || gradle === undefined) return maven ?? gradle;
  return files.has(inFolder(folder, 'gradlew')) && !files.has(inFolder(folder, 'mvnw')) ? gradle : maven;
}

interface MainClass {
  readonly className: string;
  readonly file: string;
  readonly line: number;
}

function mainOf(files: ProjectFiles, code: readonly string[]): MainClass | undefined {
  for (const file of code) {
    const text = files.read(file) ?? '';
    const hit = findLine(
      text,
      /\bstatic\s+(?:final\s+)?void\s+main\s*\(\s*(?:final\s+)?String|^\s*(?:suspend\s+)?fun\s+main\s*\(|\bvoid\s+main\s*\(\s*\)/m,
    );
    if (hit === undefined) continue;
    const inPackage = /^\s*package\s+([\w.]+)/m.exec(text)?.[1];
    const name =
      baseName(file).replace(/\.(java|kt|scala|groovy)$/, '') +
      (file.endsWith('.kt') && !/\bstatic\b|@JvmStatic/.test(hit.match[0]) ? 'Kt' : '');
    return { className: inPackage === undefined ? name : `${inPackage}.${name}`, file, line: hit.line };
  }
  return undefined;
}

function kindOf(
  build: JavaBuild,
  framework: Fact<string> | null,
  main: MainClass | undefined,
  server: { readonly file: string; readonly hit: ReturnType<typeof findLine> } | undefined,
): Fact<AppKind> | null {
  const place = { file: build.file, line: null };
  if (build.packaging === 'war') return found('web', place, 'war-packaging');
  if (framework?.value === 'spring-boot') return springKind(build, framework, main);
  if (framework !== null && (main !== undefined || build.mainClass !== null || framework.value === 'quarkus'))
    return withValue(framework, 'web');
  if (server?.hit !== undefined) return found('web', { file: server.file, line: server.hit.line }, 'source-server', server.hit.match[0]);
  return main === undefined && build.mainClass === null && !build.distribution ? found('library', place, 'nothing-starts') : null;
}

/** A Spring Boot module without its plugin and without a main class is a library; without a web starter it is no web app. */
function springKind(build: JavaBuild, framework: Fact<string>, main: MainClass | undefined): Fact<AppKind> | null {
  if (main === undefined && !build.hasBootPlugin) return withValue(framework, 'library');
  if (main === undefined && build.module !== null && build.mainClass === null) return withValue(framework, 'library');
  const web = [...build.dependencies].find(([key]) =>
    /spring-boot-starter-(?:web|webflux|webmvc|jersey|graphql|data-rest|thymeleaf|jetty|undertow|tomcat|actuator|websocket|hateoas)$|springdoc|spring-cloud-(?:starter-gateway|config-server|starter-netflix-eureka-server)|vaadin|spring-boot-admin|dgs|zuul|hystrix-dashboard|turbine/.test(
      key,
    ),
  )?.[1];
  if (web !== undefined) return withValue(web, 'web');
  const batch = [...build.dependencies].find(([key]) =>
    /spring-boot-starter-(?:batch|amqp|quartz|integration|kafka)$|spring-kafka$/.test(key),
  )?.[1];
  return batch === undefined ? null : withValue(batch, 'worker');
}

function runOf(build: JavaBuild, framework: string | undefined): JavaDetails['run'] {
  if (build.packaging === 'war' && !build.hasBootPlugin) return 'war';
  if (framework === 'quarkus') return 'quarkus';
  if (build.hasBootPlugin || build.fatJar) return 'executable-jar';
  if (build.tool === 'gradle' && build.distribution) return 'distribution';
  return build.dependencies.size === 0 ? 'executable-jar' : 'classpath';
}

/** The command in the image, where the build's artifact has a name of its own. */
function startOf(build: JavaBuild, run: JavaDetails['run'], mainClass: string | null): Fact<string> | null {
  const place = { file: build.file, line: null };
  switch (run) {
    case 'war':
      return found('catalina.sh run', place, 'war-packaging');
    case 'quarkus':
      return found('java -jar quarkus-run.jar', place, 'quarkus-fast-jar');
    case 'distribution':
      return found(`bin/${build.name}`, place, 'gradle-application');
    case 'classpath':
      return mainClass === null ? null : found(`java -cp app.jar:lib/* ${mainClass}`, place, 'main-class', mainClass);
    case 'executable-jar':
      return found('java -jar app.jar', place, `${build.tool}-jar`);
  }
}

function buildOf(build: JavaBuild, run: JavaDetails['run']): string {
  if (build.tool === 'maven')
    return `${build.wrapper ? './mvnw' : 'mvn'} package -DskipTests${build.module === null ? '' : ` -pl ${build.module} -am`}`;
  const task =
    run === 'distribution'
      ? 'installDist'
      : build.hasBootPlugin
        ? build.packaging === 'war'
          ? 'bootWar'
          : 'bootJar'
        : run === 'quarkus'
          ? 'quarkusBuild'
          : build.fatJar
            ? 'shadowJar'
            : 'assemble';
  return `${build.wrapper ? './gradlew' : 'gradle'} ${build.module === null ? '' : build.module}${build.module === null ? '' : ':'}${task}`;
}

/** jarmode `tools` came with Spring Boot 3.3, `layertools` with 2.3. */
function layersOf(build: JavaBuild): JavaDetails['layers'] {
  if (!build.hasBootPlugin) return null;
  const [major = 0, minor = 0] = (build.bootVersion ?? '').split('.').map(Number);
  if (build.bootVersion === null || major > 3 || (major === 3 && minor >= 3)) return 'tools';
  return major === 3 || (major === 2 && minor >= 3) ? 'layertools' : null;
}

/**
 * The Java version: .java-version, asdf and mise, SDKMAN, system.properties, then the build's own, an existing Dockerfile.
 * `1.8` is 8; distributions' names (`temurin-21.0.2`) are dropped.
 */
function javaVersion(files: ProjectFiles, folder: string, build: JavaBuild): Fact<string> {
  const stated = [
    versionFromFile(files, folder, '.java-version', 'java-version-file'),
    versionFromToolManager(files, folder, ['java']),
    propertyVersion(files, inFolder(folder, '.sdkmanrc'), 'java', 'sdkmanrc'),
    propertyVersion(files, inFolder(folder, 'system.properties'), 'java.runtime.version', 'system-properties'),
    build.javaVersion,
    versionFromDockerfile(files, folder, ['eclipse-temurin', 'openjdk', 'amazoncorretto']),
  ];
  for (const fact of stated) {
    const version = /(?:^|[^\d.])(?:1\.)?(\d{1,2})(?:[._+-]|$)/.exec(fact?.value ?? '')?.[1];
    if (fact !== undefined && version !== undefined) return withValue(fact, version);
  }
  return byDefault(releases.java.preferred, 'a long-term release that current frameworks run on');
}

function propertyVersion(files: ProjectFiles, file: string, key: string, rule: string): Fact<string> | undefined {
  const hit = findLine(files.read(file) ?? '', new RegExp(`^\\s*${key.replaceAll('.', '\\.')}\\s*=\\s*(\\S+)`, 'm'));
  return hit === undefined ? undefined : found(hit.match[1] ?? '', { file, line: hit.line }, rule, hit.match[0]);
}

const portKeys = new Set([
  'server.port',
  'quarkus.http.port',
  'micronaut.server.port',
  'ktor.deployment.port',
  'helidon.server.port',
  'server.connector.port',
]);

/** `server.port` of the base configuration, with the fallback of a placeholder: `${PORT:8081}`. */
function configuredPort(files: ProjectFiles, folder: string, sources: readonly string[]): Fact<number> | undefined {
  const names = /(?:^|\/)(?:application|bootstrap|microprofile-config)\.(?:properties|ya?ml|conf)$/;
  for (const file of [
    ...sources.filter((path) => names.test(path)),
    ...['application.yml', 'application.properties', 'config.yml'].map((name) => inFolder(folder, name)),
  ]) {
    const text = files.read(file);
    if (text === undefined) continue;
    const entries = /\.ya?ml$/.test(file)
      ? yamlEntries(text).map((entry) => ({ key: entry.path.join('.'), value: entry.value, line: entry.line }))
      : propertiesOf(text);
    for (const { key, value, line } of entries) {
      const port = portKeys.has(key) ? validPort(firstGroup(/^(\d+)$|^\$\{[^}]*?:(\d+)\}$/.exec(value))) : undefined;
      if (port !== undefined) return found(port, { file, line }, 'application-configuration-port', `${key}: ${value}`);
    }
    const hocon = file.endsWith('.conf') ? findLine(text, /\bport\s*=\s*(\d{2,5})/) : undefined;
    const port = validPort(hocon?.match[1]);
    if (hocon !== undefined && port !== undefined)
      return found(port, { file, line: hocon.line }, 'application-configuration-port', hocon.match[0]);
  }
  return undefined;
}

function propertiesOf(text: string): readonly { readonly key: string; readonly value: string; readonly line: number }[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const match = /^\s*([\w.-]+)\s*[=:]\s*(.*?)\s*$/.exec(line);
    return match === null ? [] : [{ key: match[1] ?? '', value: match[2] ?? '', line: index + 1 }];
  });
}

function healthPath(build: JavaBuild, framework: string | undefined, files: ProjectFiles, code: readonly string[]): string | null {
  if (build.dependencies.has('org.springframework.boot:spring-boot-starter-actuator')) return '/actuator/health';
  if (framework === 'quarkus' && build.dependencies.has('io.quarkus:quarkus-smallrye-health')) return '/q/health';
  if (framework === 'micronaut' && build.dependencies.has('io.micronaut:micronaut-management')) return '/health';
  return healthRoute(files, code);
}
