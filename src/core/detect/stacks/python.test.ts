import { describe, expect, it } from 'vitest';
import { type DetectCase, onlyApp, testDetection } from '../../../../test/support/detect-cases.ts';
import { projectFiles } from '../files.ts';
import { detect } from '../detect.ts';

const settings =
  "WSGI_APPLICATION = 'mysite.wsgi.application'\nSTATIC_ROOT = BASE_DIR / 'static'\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': os.environ['DB_HOST']}}\n";
const manage =
  "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\nfrom django.core.management import execute_from_command_line\n";

const cases: readonly DetectCase[] = [
  [
    'only main.py',
    { 'main.py': 'print("hello")' },
    {
      language: 'python',
      kind: null,
      framework: null,
      manager: null,
      start: 'python main.py',
      port: null,
      version: '3.13',
      defaults: ['runtimeVersion'],
    },
  ],
  [
    'main.py with requirements',
    { 'main.py': 'import requests', 'requirements.txt': 'requests==2.0' },
    { manager: 'pip', start: 'python main.py', port: null, details: { requirementsFile: 'requirements.txt' } },
  ],
  [
    'Django with settings, static files and Postgres',
    {
      'manage.py': manage,
      'mysite/settings.py': settings,
      'mysite/wsgi.py': 'application = get_wsgi_application()',
      'requirements.txt': 'Django==5.0\npsycopg2-binary\ngunicorn\n',
    },
    {
      kind: 'web',
      framework: 'django',
      start: 'gunicorn mysite.wsgi --bind 0.0.0.0:8000',
      build: 'python manage.py collectstatic --noinput',
      port: 8000,
      services: ['postgres'],
      env: ['DB_HOST'],
      processes: ['release: python manage.py migrate --noinput'],
      details: {
        wsgiModule: 'mysite.wsgi:application',
        settingsModule: 'mysite.settings',
        djangoFolder: '.',
        server: 'gunicorn',
        serverInstalled: true,
        collectStatic: true,
      },
    },
  ],
  [
    'Django below the root',
    { 'requirements.txt': 'django', 'site/manage.py': manage, 'site/mysite/settings.py': settings },
    {
      path: '.',
      start: 'gunicorn mysite.wsgi --chdir site --bind 0.0.0.0:8000',
      processes: ['release: python site/manage.py migrate --noinput'],
    },
  ],
  [
    'Django with Channels',
    {
      'manage.py': manage,
      'mysite/settings.py': `${settings}ASGI_APPLICATION = "mysite.asgi.application"\n`,
      'requirements.txt': 'django\nchannels[daphne]\n',
    },
    { start: 'daphne -b 0.0.0.0 -p 8000 mysite.asgi:application' },
  ],
  [
    'Django whose package.json is for assets',
    {
      'manage.py': manage,
      'mysite/settings.py': settings,
      'requirements.txt': 'django',
      'package.json': '{"scripts":{"build":"webpack","start":"webpack --watch"},"devDependencies":{"webpack":"5"}}',
    },
    { language: 'python', framework: 'django' },
  ],
  [
    'FastAPI',
    { 'main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n', 'requirements.txt': 'fastapi\nuvicorn\n' },
    {
      framework: 'fastapi',
      kind: 'web',
      start: 'uvicorn main:app --host 0.0.0.0 --port 8000',
      port: 8000,
      details: { asgiModule: 'main:app', serverInstalled: true },
    },
  ],
  [
    'FastAPI in a package, with a port in the source',
    {
      'app/__init__.py': '',
      'app/main.py':
        'import os\nfrom fastapi import FastAPI\napi = FastAPI(title="x")\nif __name__ == "__main__":\n    uvicorn.run(api, host="0.0.0.0", port=8080)\n',
      'requirements.txt': 'fastapi\nuvicorn',
    },
    { start: 'uvicorn app.main:api --host 0.0.0.0 --port 8080', port: 8080 },
  ],
  [
    'FastAPI made by a factory',
    {
      'shop/__init__.py': '',
      'shop/app.py': 'from fastapi import FastAPI\ndef create_app():\n    app = FastAPI()\n    return app\n',
      'requirements.txt': 'fastapi',
    },
    { start: 'uvicorn shop.app:create_app --factory --host 0.0.0.0 --port 8000', details: { serverInstalled: false } },
  ],
  [
    'Flask',
    {
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run(host="0.0.0.0", port=5001, debug=True)\n',
      'requirements.txt': 'Flask==3.0\n',
    },
    { framework: 'flask', start: 'gunicorn app:app --bind 0.0.0.0:5001', port: 5001, details: { serverInstalled: false } },
  ],
  [
    'Flask made by a factory',
    {
      'flaskr/__init__.py': 'from flask import Flask\n\ndef create_app(test_config=None):\n    app = Flask(__name__)\n    return app\n',
      'pyproject.toml':
        '[project]\nname = "flaskr"\ndependencies = ["flask"]\n[build-system]\nrequires = ["flit_core"]\nbuild-backend = "flit_core.buildapi"\n',
    },
    {
      name: 'flaskr',
      start: 'gunicorn "flaskr:create_app()" --bind 0.0.0.0:5000',
      manager: 'pip',
      port: 5000,
      details: { installsProject: true },
    },
  ],
  [
    'Flask with a module for servers',
    {
      'wsgi.py': 'from shop import create_app\napp = create_app()\n',
      'shop/__init__.py': 'from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n',
      'requirements.txt': 'flask\ngunicorn',
    },
    { start: 'gunicorn wsgi:app --bind 0.0.0.0:5000' },
  ],
  [
    'a port from the environment',
    {
      'app.py': 'import os\nfrom flask import Flask\napp = Flask(__name__)\napp.run(port=int(os.environ.get("PORT", 8090)))\n',
      'requirements.txt': 'flask',
    },
    { port: 8090, env: ['PORT'] },
  ],
  [
    'Streamlit',
    { 'app.py': 'import streamlit as st\nst.title("x")', 'requirements.txt': 'streamlit' },
    {
      framework: 'streamlit',
      start: 'streamlit run app.py --server.port 8501 --server.address 0.0.0.0',
      port: 8501,
      kind: 'web',
      defaults: ['runtimeVersion', 'port'],
    },
  ],
  [
    'Gradio',
    { 'app.py': 'import gradio as gr\ndemo.launch()', 'requirements.txt': 'gradio' },
    { framework: 'gradio', start: 'python app.py', port: 7860 },
  ],
  [
    'Starlette with Hypercorn',
    { 'main.py': 'from starlette.applications import Starlette\napp = Starlette()', 'requirements.txt': 'starlette\nhypercorn' },
    { framework: 'starlette', start: 'hypercorn main:app --bind 0.0.0.0:8000' },
  ],
  [
    'a web server of the standard library',
    { 'server.py': 'from http.server import HTTPServer\nserver = HTTPServer(("0.0.0.0", 8123), H)\nserver.serve_forever()' },
    { kind: 'web', start: 'python server.py', port: 8123, manager: null },
  ],
  [
    'a Celery worker beside Flask',
    {
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'tasks.py': 'from celery import Celery\ncelery = Celery("x", broker=os.environ["CELERY_BROKER_URL"])\n',
      'requirements.txt': 'flask\ncelery[redis]\n',
    },
    { processes: ['worker: celery -A tasks worker'], services: ['redis'] },
  ],
  ['a bot', { 'bot.py': 'import discord', 'requirements.txt': 'discord.py' }, { kind: 'worker', start: 'python bot.py', port: null }],
  [
    'a Procfile',
    {
      Procfile: 'web: gunicorn shop.wsgi --bind 0.0.0.0:9000\nworker: python w.py\nrelease: python manage.py migrate\n',
      'manage.py': manage,
      'requirements.txt': 'django',
    },
    {
      start: 'gunicorn shop.wsgi --bind 0.0.0.0:9000',
      port: 9000,
      processes: ['worker: python w.py', 'release: python manage.py migrate'],
    },
  ],
  [
    'a Procfile that starts the development server is not followed',
    {
      Procfile: 'web: python manage.py runserver 0.0.0.0:$PORT\n',
      'manage.py': manage,
      'mysite/settings.py': settings,
      'requirements.txt': 'django',
    },
    { start: 'gunicorn mysite.wsgi --bind 0.0.0.0:8000' },
  ],
  [
    'a Procfile that needs a shell',
    {
      Procfile: 'web: gunicorn app:app --bind 0.0.0.0:$PORT\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)',
      'requirements.txt': 'flask',
    },
    { start: 'gunicorn app:app --bind 0.0.0.0:$PORT', details: { startNeedsShell: true } },
  ],
  [
    'uv',
    {
      'pyproject.toml': '[project]\nname = "Shop"\nrequires-python = ">=3.12"\ndependencies = ["fastapi[standard]>=0.115"]\n',
      'uv.lock': '',
      'main.py': 'from fastapi import FastAPI\napp = FastAPI()',
    },
    {
      manager: 'uv',
      version: '3.13',
      name: 'shop',
      start: 'uvicorn main:app --host 0.0.0.0 --port 8000',
      details: { lockFile: 'uv.lock', serverInstalled: true },
    },
  ],
  [
    'Poetry',
    {
      'pyproject.toml': '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "^3"\npsycopg2 = "*"\n',
      'poetry.lock': '',
      'app.py': 'from flask import Flask\napp = Flask(__name__)',
    },
    { manager: 'poetry', version: '3.13', services: ['postgres'] },
  ],
  ['Poetry without its lock file', { 'pyproject.toml': '[tool.poetry]\nname = "x"\n', 'main.py': '' }, { manager: 'poetry' }],
  ['PDM', { 'pyproject.toml': '[project]\nname = "x"\n[tool.pdm]\n', 'pdm.lock': '', 'main.py': '' }, { manager: 'pdm' }],
  [
    'Pipenv',
    {
      Pipfile: '[packages]\nflask = "*"\n[requires]\npython_version = "3.10"\n',
      'Pipfile.lock': '{}',
      'app.py': 'from flask import Flask\napp = Flask(__name__)',
    },
    { manager: 'pipenv', version: '3.10', framework: 'flask' },
  ],
  [
    'setup.py',
    { 'setup.py': 'setup(python_requires=">=3.8,<3.12", install_requires=["redis"])', 'main.py': '' },
    { manager: 'pip', version: '3.11', services: ['redis'] },
  ],
  [
    'requirements that include others',
    { 'requirements.txt': '-r requirements/base.txt\n', 'requirements/base.txt': 'pymongo\n', 'main.py': '' },
    { path: '.', services: ['mongodb'] },
  ],
  [
    'a script of the project',
    {
      'pyproject.toml': '[project]\nname = "tool"\n[project.scripts]\ntool = "tool.cli:main"\n',
      'src/tool/__init__.py': '',
      'src/tool/cli.py': '',
    },
    { kind: 'cli', start: 'tool', details: { srcLayout: true } },
  ],
  [
    'a command that only the Dockerfile knows',
    {
      'requirements.txt': 'requests',
      'jobs/a.py': '',
      'jobs/b.py': '',
      Dockerfile: 'FROM python:3.12\nENTRYPOINT ["python"]\nCMD ["-m", "jobs.a"]\n',
    },
    { start: 'python -m jobs.a' },
  ],
  ['a library', { 'pyproject.toml': '[project]\nname = "lib"\n', 'lib/__init__.py': '' }, { kind: 'library', start: null }],
  [
    'Alembic',
    { 'main.py': 'from fastapi import FastAPI\napp = FastAPI()', 'requirements.txt': 'fastapi\nalembic\nasyncpg', 'alembic.ini': '' },
    { processes: ['release: alembic upgrade head'], services: ['postgres'] },
  ],
];

describe('Python apps', () => {
  testDetection(cases);
});

describe('the Python version', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string, string]>([
    ['.python-version', { '.python-version': '3.12.1\n' }, '3.12.1', 'python-version-file'],
    ['.python-version, minor', { '.python-version': '3.11' }, '3.11', 'python-version-file'],
    ['runtime.txt', { 'runtime.txt': 'python-3.10.4\n' }, '3.10.4', 'runtime-txt'],
    ['.tool-versions', { '.tool-versions': 'python 3.9.7' }, '3.9.7', 'tool-versions'],
    ['mise', { '.mise.toml': '[tools]\npython = ["3.12", "3.11"]\n' }, '3.12', 'mise'],
    ['a Pipfile', { Pipfile: '[requires]\npython_full_version = "3.8.5"\npython_version = "3.8"\n' }, '3.8.5', 'pipfile-python'],
    ['a range', { 'pyproject.toml': '[project]\nname="x"\nrequires-python = ">=3.9,<3.12"\n' }, '3.11', 'pyproject-requires-python'],
    [
      'a compatible release',
      { 'pyproject.toml': '[project]\nname="x"\nrequires-python = "~=3.10"\n' },
      '3.13',
      'pyproject-requires-python',
    ],
    ['one minor', { 'pyproject.toml': '[project]\nname="x"\nrequires-python = "==3.11.*"\n' }, '3.11', 'pyproject-requires-python'],
    [
      'newer than the default',
      { 'pyproject.toml': '[project]\nname="x"\nrequires-python = ">=3.14"\n' },
      '3.14',
      'pyproject-requires-python',
    ],
    ['an existing Dockerfile', { Dockerfile: 'FROM python:3.12-slim\n' }, '3.12', 'dockerfile-from'],
    [
      '.python-version before pyproject.toml',
      { '.python-version': '3.11', 'pyproject.toml': '[project]\nname="x"\nrequires-python = ">=3.9"\n' },
      '3.11',
      'python-version-file',
    ],
    ['pypy is not CPython', { '.python-version': 'pypy3.10' }, '3.13', 'default'],
  ])('%s', (_, files, version, rule) => {
    const app = onlyApp({ 'main.py': '', ...files });
    expect([app.runtimeVersion?.value, app.runtimeVersion?.evidence.rule]).toEqual([version, rule]);
  });
});

it('a pyproject.toml that is not TOML is a problem with its line', () => {
  const app = onlyApp({ 'pyproject.toml': '[project]\nname = "x"\nversion = \n', 'main.py': '', 'uv.lock': '' });
  expect(app.problems.map(({ file, line }) => [file, line])).toEqual([['pyproject.toml', 3]]);
  expect([app.packageManager?.value, app.startCommand?.value]).toEqual(['uv', 'python main.py']);
});

it('a back end and a front end in two folders are two apps', () => {
  const apps = detect(
    projectFiles({
      'backend/requirements.txt': 'fastapi',
      'backend/main.py': 'from fastapi import FastAPI\napp = FastAPI()',
      'frontend/package.json': '{"scripts":{"build":"vite build"},"devDependencies":{"vite":"6"}}',
      'frontend/index.html': '',
    }),
  );
  expect(apps.map((app) => [app.path, app.language?.value, app.kind?.value])).toEqual([
    ['backend', 'python', 'web'],
    ['frontend', 'node', 'static'],
  ]);
});
