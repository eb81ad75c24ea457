import { describe } from 'vitest';
import { type DetectCase, testDetection } from '../../../../test/support/detect-cases.ts';

const main = 'int main() { return 0; }';

const cases: readonly DetectCase[] = [
  [
    'CMake',
    {
      'CMakeLists.txt':
        'project(shop)\n# add_executable(no x.c)\nadd_executable(${PROJECT_NAME} main.cpp)\nfind_package(OpenSSL REQUIRED)\n',
      'main.cpp': main,
    },
    {
      language: 'cpp',
      manager: null,
      version: null,
      start: './shop',
      kind: null,
      port: null,
      details: { build: 'cmake', target: 'shop', libraries: ['OpenSSL'], plainC: false },
    },
  ],
  [
    'CMake with the target in a subdirectory',
    { 'CMakeLists.txt': 'project(x)\nadd_subdirectory(src)\n', 'src/CMakeLists.txt': 'add_executable(server main.c)', 'src/main.c': main },
    { path: '.', start: './server', details: { plainC: true } },
  ],
  [
    'a server on sockets',
    {
      'CMakeLists.txt': 'add_executable(s main.c)',
      'main.c': '#define PORT 8087\nint main() { addr.sin_port = htons(PORT); listen(fd, 5); }',
    },
    { kind: 'web', port: 8087 },
  ],
  [
    'Crow',
    {
      'CMakeLists.txt': 'add_executable(api main.cpp)',
      'main.cpp': '#include "crow.h"\nint main() { crow::SimpleApp app; app.port(18080).run(); }',
    },
    { framework: 'crow', kind: 'web', port: 18080 },
  ],
  [
    'Meson',
    { 'meson.build': "project('x', 'cpp')\nexecutable('tool', 'main.cpp')\n", 'main.cpp': main },
    { start: './tool', details: { build: 'meson' } },
  ],
  ['make', { Makefile: 'TARGET = hello\nall:\n\tgcc -o $(TARGET) main.c\n', 'main.c': main }, { start: './hello', build: 'make' }],
  ['one file', { 'main.cpp': main }, { start: './main', build: 'c++ -O2 -o main *.cpp' }],
  ['a library', { 'CMakeLists.txt': 'add_library(x x.cpp)', 'x.cpp': 'int f() { return 1; }' }, { kind: 'library', start: null }],
];

describe('C and C++ apps', () => {
  testDetection(cases);
});
