import { describe, expect, it } from 'vitest';
import { type DetectCase, testDetection } from '../../../../test/support/detect-cases.ts';
import { detect } from '../detect.ts';
import { projectFiles } from '../files.ts';

const project = (sdk: string, body = '<TargetFramework>net8.0</TargetFramework>', items = '') =>
  `<Project Sdk="${sdk}">\n  <PropertyGroup>\n    ${body}\n  </PropertyGroup>\n  <ItemGroup>\n    ${items}\n  </ItemGroup>\n</Project>\n`;
const web = 'Microsoft.NET.Sdk.Web';
const plain = 'Microsoft.NET.Sdk';

const cases: readonly DetectCase[] = [
  [
    'a web app',
    { 'ShopApi.csproj': project(web), 'Program.cs': 'app.Run();' },
    {
      language: 'dotnet',
      kind: 'web',
      framework: 'aspnet-core',
      manager: 'nuget',
      version: '8.0',
      name: 'shop-api',
      start: 'dotnet ShopApi.dll',
      port: 8080,
      build: 'dotnet publish ShopApi.csproj -c Release',
      defaults: ['port'],
      details: { runtime: 'aspnet', assembly: 'ShopApi', buildRoot: '.' },
    },
  ],
  [
    'an assembly of another name',
    { 'a.csproj': project(web, '<TargetFramework>net9.0</TargetFramework><AssemblyName>Shop.Api</AssemblyName>') },
    { start: 'dotnet Shop.Api.dll', version: '9.0' },
  ],
  ['an older framework', { 'a.csproj': project(web, '<TargetFramework>netcoreapp3.1</TargetFramework>') }, { version: '3.1', port: 80 }],
  ['several frameworks', { 'a.csproj': project(web, '<TargetFrameworks>net8.0;net10.0</TargetFrameworks>') }, { version: '10.0' }],
  ['a port in the source', { 'a.csproj': project(web), 'Program.cs': 'app.Run("http://0.0.0.0:5005");' }, { port: 5005 }],
  [
    'a port in the settings',
    { 'a.csproj': project(web), 'appsettings.json': '{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://*:5050" } } } }' },
    { port: 5050 },
  ],
  [
    'a launch profile is for development',
    { 'a.csproj': project(web), 'Properties/launchSettings.json': '{ "applicationUrl": "http://localhost:5123" }' },
    { port: 8080 },
  ],
  ['a worker', { 'a.csproj': project('Microsoft.NET.Sdk.Worker') }, { kind: 'worker', framework: null, port: null, start: 'dotnet a.dll' }],
  [
    'a console app',
    { 'a.csproj': project(plain, '<OutputType>Exe</OutputType><TargetFramework>net8.0</TargetFramework>') },
    { kind: null, start: 'dotnet a.dll', details: { runtime: 'runtime' } },
  ],
  [
    'Blazor in the browser',
    { 'a.csproj': project('Microsoft.NET.Sdk.BlazorWebAssembly'), 'wwwroot/index.html': '' },
    { kind: 'static', framework: 'blazor', start: null, port: 8080, details: { outputFolder: 'wwwroot' } },
  ],
  [
    'Blazor on the server',
    { 'a.csproj': project(web), 'Program.cs': 'app.MapRazorComponents<App>();' },
    { kind: 'web', framework: 'blazor' },
  ],
  ['F#', { 'a.fsproj': project(web) }, { language: 'dotnet', framework: 'aspnet-core' }],
  ['a library', { 'a.csproj': project(plain) }, { kind: 'library', start: null }],
  [
    'services',
    {
      'a.csproj': project(
        web,
        '<TargetFramework>net8.0</TargetFramework>',
        '<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8" />\n<PackageReference Include="StackExchange.Redis" Version="2" />',
      ),
    },
    { services: ['postgres', 'redis'] },
  ],
  [
    'a version that all projects share',
    {
      'a.csproj': project(web, ''),
      'Directory.Build.props': '<Project><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup></Project>',
    },
    { version: '9.0' },
  ],
  ['global.json', { 'a.csproj': project(web, ''), 'global.json': '{ "sdk": { "version": "8.0.100" } }' }, { version: '8.0' }],
  [
    'native code',
    { 'a.csproj': project(web, '<TargetFramework>net8.0</TargetFramework><PublishAot>true</PublishAot>') },
    { start: './a', details: { nativeAot: true } },
  ],
  [
    'the front end that the project builds',
    {
      'a.csproj': project(web, '<TargetFramework>net8.0</TargetFramework><SpaRoot>ClientApp\\</SpaRoot>'),
      'ClientApp/package.json':
        '{"scripts":{"start":"react-scripts start","build":"react-scripts build"},"dependencies":{"react-scripts":"5"}}',
    },
    { language: 'dotnet' },
  ],
  [
    'libraries in wwwroot',
    { 'a.csproj': project(web), 'wwwroot/lib/jquery/package.json': '{"main":"x.js"}', 'wwwroot/index.html': '' },
    { path: '.', language: 'dotnet' },
  ],
];

describe('.NET apps', () => {
  testDetection(cases);
});

it('finds the apps of a solution, without tests and libraries, and what they refer to', () => {
  const apps = detect(
    projectFiles({
      'Shop.sln': '',
      'Directory.Packages.props': '',
      'src/Web/Web.csproj': project(web, undefined, '<ProjectReference Include="..\\Core\\Core.csproj" />'),
      'src/Core/Core.csproj': project(plain),
      'src/Jobs/Jobs.csproj': project('Microsoft.NET.Sdk.Worker'),
      'tests/Web.Tests/Web.Tests.csproj': project(plain, undefined, '<PackageReference Include="Microsoft.NET.Test.Sdk" />'),
    }),
  );
  expect(
    apps.map((app) => [app.path, app.kind?.value, app.details['references'], app.details['buildRoot'], app.details['restoreFiles']]),
  ).toEqual([
    ['src/Jobs', 'worker', [], 'src/Jobs', ['Directory.Packages.props']],
    ['src/Web', 'web', ['src/Core/Core.csproj'], 'src', ['Directory.Packages.props']],
  ]);
});
