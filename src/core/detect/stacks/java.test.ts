import { describe, expect, it } from 'vitest';
import { type DetectCase, onlyApp, testDetection } from '../../../../test/support/detect-cases.ts';
import { detect } from '../detect.ts';
import { projectFiles } from '../files.ts';

const main = 'package com.acme;\n\npublic class Main {\n  public static void main(String[] args) {}\n}\n';

interface PomParts {
  readonly parent?: string;
  readonly properties?: string;
  readonly dependencies?: readonly string[];
  readonly plugins?: readonly string[];
  readonly rest?: string;
}

function pom({ parent = '', properties = '', dependencies = [], plugins = [], rest = '' }: PomParts = {}): string {
  const coordinates = dependencies
    .map((one) => one.split(':'))
    .map(
      ([group, artifact]) =>
        `    <dependency>\n      <groupId>${group ?? ''}</groupId>\n      <artifactId>${artifact ?? ''}</artifactId>\n    </dependency>`,
    );
  return [
    '<project>',
    parent,
    '  <artifactId>shop</artifactId>',
    `  <properties>${properties}</properties>`,
    '  <dependencies>',
    ...coordinates,
    '  </dependencies>',
    `  <build><plugins>${plugins.map((name) => `<plugin><artifactId>${name}</artifactId></plugin>`).join('')}</plugins></build>`,
    rest,
    '</project>',
  ].join('\n');
}

const boot = (version: string) =>
  `  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${version}</version><relativePath/></parent>`;
const springPom = pom({
  parent: boot('3.4.1'),
  properties: '<java.version>17</java.version>',
  dependencies: ['org.springframework.boot:spring-boot-starter-web', 'org.postgresql:postgresql'],
  plugins: ['spring-boot-maven-plugin'],
});
const springMain = {
  'src/main/java/com/acme/ShopApplication.java':
    'package com.acme;\n@SpringBootApplication\npublic class ShopApplication { public static void main(String[] args) { SpringApplication.run(ShopApplication.class, args); } }',
};

const cases: readonly DetectCase[] = [
  [
    'Spring Boot with Maven',
    { 'pom.xml': springPom, mvnw: '', '.mvn/wrapper/maven-wrapper.properties': 'distributionUrl=https://x/apache-maven-3.9.9-bin.zip', ...springMain, 'src/main/resources/application.properties': 'spring.application.name=shop\nserver.port=8081\n' },
    {
      language: 'java', kind: 'web', framework: 'spring-boot', manager: 'maven', version: '17', start: 'java -jar app.jar', port: 8081, services: ['postgres'], build: './mvnw package -DskipTests',
      details: { bootVersion: '3.4.1', layers: 'tools', run: 'executable-jar', wrapper: true, buildToolVersion: '3.9.9', artifact: 'target/shop-*.jar', module: null },
    },
  ], // prettier-ignore
  [
    'a port with a placeholder in YAML',
    { 'pom.xml': springPom, ...springMain, 'src/main/resources/application.yml': 'server:\n  port: ${SERVER_PORT:5678}\n' },
    { port: 5678, env: ['SERVER_PORT'] },
  ],
  [
    "a profile's file is not the base",
    { 'pom.xml': springPom, ...springMain, 'src/main/resources/application-dev.yml': 'server:\n  port: 9999\n' },
    { port: 8080, defaults: ['port'] },
  ],
  [
    'an older Spring Boot',
    {
      'pom.xml': pom({
        parent: boot('2.7.3'),
        properties: '<java.version>1.8</java.version>',
        dependencies: ['org.springframework.boot:spring-boot-starter-web'],
        plugins: ['spring-boot-maven-plugin'],
      }),
      ...springMain,
    },
    { version: '8', details: { layers: 'layertools' } },
  ],
  [
    'a Spring Boot that has no layers',
    {
      'pom.xml': pom({
        parent: boot('2.1.0.RELEASE'),
        dependencies: ['org.springframework.boot:spring-boot-starter-web'],
        plugins: ['spring-boot-maven-plugin'],
      }),
      ...springMain,
    },
    { version: '21', details: { layers: null } },
  ],
  [
    'Actuator',
    {
      'pom.xml': pom({
        parent: boot('3.3.0'),
        dependencies: ['org.springframework.boot:spring-boot-starter-web', 'org.springframework.boot:spring-boot-starter-actuator'],
        plugins: ['spring-boot-maven-plugin'],
      }),
      ...springMain,
    },
    { details: { actuator: true, healthPath: '/actuator/health' } },
  ],
  [
    'Quarkus',
    {
      'pom.xml': pom({ properties: '<maven.compiler.release>21</maven.compiler.release>', dependencies: ['io.quarkus:quarkus-rest'] }),
      'src/main/java/A.java': 'class A {}',
    },
    {
      framework: 'quarkus',
      kind: 'web',
      start: 'java -jar quarkus-run.jar',
      version: '21',
      port: 8080,
      details: { run: 'quarkus', artifact: 'target/quarkus-app/quarkus-run.jar' },
    },
  ],
  [
    'Micronaut',
    {
      'pom.xml': pom({ dependencies: ['io.micronaut:micronaut-http-server-netty'], plugins: ['maven-shade-plugin'] }),
      'src/main/java/com/acme/Main.java': main,
      'src/main/resources/application.yml': 'micronaut:\n  server:\n    port: 8089\n',
    },
    { framework: 'micronaut', port: 8089 },
  ],
  [
    "the compiler plugin's release",
    {
      'pom.xml':
        '<project><artifactId>x</artifactId><build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId><configuration><release>11</release></configuration></plugin></plugins></build></project>',
      'src/main/java/com/acme/Main.java': main,
    },
    { version: '11' },
  ],
  [
    'a property that names another',
    {
      'pom.xml': pom({ properties: '<jv>17</jv><maven.compiler.source>${jv}</maven.compiler.source>' }),
      'src/main/java/com/acme/Main.java': main,
    },
    { version: '17' },
  ],
  [
    'a plain main class',
    { 'pom.xml': pom(), 'src/main/java/com/acme/Main.java': main },
    { kind: null, framework: null, start: 'java -jar app.jar', port: null, details: { mainClass: 'com.acme.Main' } },
  ],
  [
    'the server of the class library',
    {
      'pom.xml': pom(),
      'src/main/java/com/acme/Main.java':
        'package com.acme;\nclass Main { public static void main(String[] a) { HttpServer.create(new InetSocketAddress(8000), 0); } }',
    },
    { kind: 'web', port: 8000 },
  ],
  [
    'a main class with libraries',
    { 'pom.xml': pom({ dependencies: ['com.google.guava:guava'] }), 'src/main/java/com/acme/Main.java': main },
    { start: 'java -cp app.jar:lib/* com.acme.Main', details: { run: 'classpath' } },
  ],
  [
    'a web archive',
    { 'pom.xml': pom({ rest: '<packaging>war</packaging>' }), 'src/main/webapp/index.jsp': '' },
    { kind: 'web', start: 'catalina.sh run', details: { run: 'war' } },
  ],
  ['a library', { 'pom.xml': pom(), 'src/main/java/com/acme/Util.java': 'class Util {}' }, { kind: 'library', start: null }],
  [
    'Spring Boot with Gradle',
    {
      'build.gradle':
        "plugins {\n  id 'java'\n  id 'org.springframework.boot' version '3.2.5'\n}\nversion = '0.0.1'\njava {\n  sourceCompatibility = '17'\n}\ndependencies {\n  implementation 'org.springframework.boot:spring-boot-starter-web'\n  runtimeOnly 'com.mysql:mysql-connector-j'\n}\n",
      'settings.gradle': "rootProject.name = 'demo'\n",
      gradlew: '',
      'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://x/gradle-8.10-bin.zip',
      ...springMain,
    },
    {
      name: 'demo',
      manager: 'gradle',
      framework: 'spring-boot',
      version: '17',
      start: 'java -jar app.jar',
      build: './gradlew bootJar',
      services: ['mysql'],
      details: { bootVersion: '3.2.5', layers: 'layertools', artifact: 'build/libs/demo-0.0.1.jar', buildToolVersion: '8.10' },
    },
  ],
  [
    'Kotlin with a toolchain',
    {
      'build.gradle.kts':
        'plugins {\n  kotlin("jvm") version "2.0"\n  application\n}\nkotlin { jvmToolchain(21) }\napplication { mainClass.set("com.acme.MainKt") }\n',
      'settings.gradle.kts': 'rootProject.name = "tool"',
      'src/main/kotlin/Main.kt': 'package com.acme\nfun main() {}',
    },
    {
      manager: 'gradle',
      version: '21',
      start: 'bin/tool',
      build: 'gradle installDist',
      details: { kotlin: true, kotlinDsl: true, mainClass: 'com.acme.MainKt', run: 'distribution' },
    },
  ],
  [
    'Ktor',
    {
      'build.gradle.kts':
        'plugins {\n  kotlin("jvm")\n  id("io.ktor.plugin") version "3.0"\n}\ndependencies {\n  implementation("io.ktor:ktor-server-netty")\n}',
      'src/main/kotlin/Application.kt': 'fun main() {\n  embeddedServer(Netty, port = 8083) {}\n}',
    },
    { framework: 'ktor', port: 8083, start: 'java -jar app.jar', build: 'gradle shadowJar' },
  ],
  [
    'a version catalog',
    {
      'build.gradle.kts': 'plugins {\n  alias(libs.plugins.spring.boot)\n}\ndependencies {\n  implementation(libs.web)\n}',
      'gradle/libs.versions.toml':
        '[versions]\nboot = "3.5.0"\n[plugins]\nspring-boot = { id = "org.springframework.boot", version.ref = "boot" }\n[libraries]\nweb = { module = "org.springframework.boot:spring-boot-starter-web" }\n',
      ...springMain,
    },
    { framework: 'spring-boot', kind: 'web', details: { bootVersion: '3.5.0' } },
  ],
  [
    'a toolchain in Groovy',
    { 'build.gradle': 'java { toolchain { languageVersion = JavaLanguageVersion.of(25) } }', 'src/main/java/Main.java': main },
    { version: '25' },
  ],
  [
    '.java-version',
    { 'pom.xml': pom({ properties: '<java.version>17</java.version>' }), '.java-version': '21.0.2', 'src/main/java/Main.java': main },
    { version: '21' },
  ],
  ['SDKMAN', { 'pom.xml': pom(), '.sdkmanrc': 'java=17.0.9-tem\n', 'src/main/java/Main.java': main }, { version: '17' }],
  [
    '.tool-versions',
    { 'pom.xml': pom(), '.tool-versions': 'java temurin-21.0.2+13.0.LTS\n', 'src/main/java/Main.java': main },
    { version: '21' },
  ],
  [
    'both tools, one wrapper',
    { 'pom.xml': pom(), 'build.gradle': '', gradlew: '', 'src/main/java/Main.java': main },
    { manager: 'gradle' },
  ],
];

describe('Java apps', () => {
  testDetection(cases);
});

it('finds the apps among the modules of a Maven build', () => {
  const parent = '<parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>1</version></parent>';
  const apps = detect(
    projectFiles({
      'pom.xml': `<project>${boot('3.4.0')}<artifactId>parent</artifactId><packaging>pom</packaging><properties><java.version>21</java.version></properties><modules><module>api</module><module>lib</module></modules></project>`,
      'api/pom.xml': pom({
        parent,
        dependencies: ['org.springframework.boot:spring-boot-starter-web', 'com.acme:lib'],
        plugins: ['spring-boot-maven-plugin'],
      }),
      'api/src/main/java/A.java': main,
      'lib/pom.xml': pom({ parent }),
      'lib/src/main/java/L.java': 'class L {}',
    }),
  );
  expect(
    apps.map((app) => [app.path, app.runtimeVersion?.value, app.buildCommand?.value, app.details['bootVersion'], app.details['modules']]),
  ).toEqual([['api', '21', 'mvn package -DskipTests -pl api -am', '3.4.0', ['api', 'lib']]]);
});

it('finds the app of a Gradle build with one module', () => {
  const app = onlyApp({
    'settings.gradle': "rootProject.name = 'x'\ninclude('app')\n",
    'app/build.gradle': "plugins {\n  id 'application'\n}\napplication {\n  mainClass = 'com.acme.Main'\n}\n",
    'app/src/main/java/com/acme/Main.java': main,
  });
  expect([app.path, app.details['buildRoot'], app.details['module'], app.buildCommand?.value, app.startCommand?.value]).toEqual([
    'app',
    '.',
    ':app',
    'gradle :app:installDist',
    'bin/app',
  ]);
});

it('a pom.xml that is not XML is a problem, not a failure', () => {
  const app = onlyApp({ 'pom.xml': '<project><artifactId>x</artif', 'src/main/java/Main.java': main });
  expect(app.problems.length).toBeGreaterThan(0);
  expect(app.packageManager?.value).toBe('maven');
});
