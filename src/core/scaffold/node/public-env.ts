import type { AppProfile } from '../../detect/profile.ts';

/** Variables that a front end's build writes into its files, so that they are set when the image is built. */
export interface PublicEnv {
  readonly buildArgs: readonly string[];
  /** Those whose names look like secrets, as people and linters read them. */
  readonly suspicious: readonly string[];
}

export function publicEnv({ env }: AppProfile): PublicEnv {
  const names = env.map(({ value }) => value).filter((name) => isPublicName(name));
  const suspicious = names.filter((name) => secretWord.test(name));
  return { buildArgs: names.filter((name) => !suspicious.includes(name)), suspicious };
}

export function suspiciousNotes(app: AppProfile): readonly string[] {
  return publicEnv(app).suspicious.map(
    (name) =>
      `${name} looks like a secret, so it is no build argument. If everybody may see it, put it into .env.production beside other public values.`,
  );
}

/** True for the prefixes that front-end tools let into the browser. */
export function isPublicName(name: string): boolean {
  return /^(?:VITE|REACT_APP|NEXT_PUBLIC|NUXT_PUBLIC|PUBLIC|GATSBY|VUE_APP|NG_APP|EXPO_PUBLIC)_/.test(name);
}

const secretWord = /(?:^|_)(?:APIKEY|AUTH|CREDENTIALS?|KEY|PWORD|PASSWD)(?:_|$)|PASSWORD|PRIVATE|SECRET|TOKEN|USERNAME/;
