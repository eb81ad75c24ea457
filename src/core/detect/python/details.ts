/** What scaffolding needs of a Python app beyond the common facts. Paths are relative to the app's folder unless said otherwise. */
export interface PythonDetails {
  /** What pip installs: `requirements.txt`; null when another manager or the project itself is installed. */
  readonly requirementsFile: string | null;
  /** Lock file, relative to the project. */
  readonly lockFile: string | null;
  /** True when pyproject.toml or setup.py makes the project itself a package that is installed. */
  readonly installsProject: boolean;
  /** Name in pyproject.toml, for `--package` in a workspace. */
  readonly packageName: string | null;
  /** Root of a uv workspace that the app is a member of, relative to the project. */
  readonly workspaceRoot: string | null;
  /** Code below `src/` is imported without it. */
  readonly srcLayout: boolean;
  /** `mysite.wsgi:application`; null for other apps. */
  readonly wsgiModule: string | null;
  /** `main:app`; null for other apps. */
  readonly asgiModule: string | null;
  /** The script of `python main.py`. */
  readonly entry: string | null;
  /** The server of the start command. */
  readonly server: PythonServer | null;
  /** Whether that server is among the dependencies; when not, the image installs it. */
  readonly serverInstalled: boolean;
  /** Folder of Django's manage.py. */
  readonly djangoFolder: string | null;
  /** `mysite.settings`. */
  readonly settingsModule: string | null;
  /** True when STATIC_ROOT is set, so that `collectstatic` has somewhere to write. */
  readonly collectStatic: boolean;
  /** Dependencies that need system libraries, at build or run time. */
  readonly nativeDependencies: readonly string[];
  /** True when the start command needs a shell: variables, several commands. */
  readonly startNeedsShell: boolean;
  /** A path that the code answers for health checks. */
  readonly healthPath: string | null;
}

export type PythonServer =
  'gunicorn' | 'uvicorn' | 'hypercorn' | 'daphne' | 'waitress' | 'streamlit' | 'sanic' | 'uwsgi' | 'granian' | 'chainlit';
