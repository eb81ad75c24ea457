import type { AppProfile } from '../../detect/profile.ts';

/** Variables that a front end's build writes into its files, so that they are set when the image is built. */
export interface PublicEnv {
  readonly buildArgs: readonly string[];
  /** Those whose names look like secrets: as build arguments they would stay in the image's history as well. */
  readonly suspicious: readonly string[];
}

export function publicEnv({ env }: AppProfile): PublicEnv {
  const names = env.map(({ value }) => value).filter((name) => isPublicName(name));
  const suspicious = names.filter((name) => secretWord.test(name) && !/(?:^|_)(?:PUBLIC|FILE|VERSION)(?:_|$)/.test(name));
  return { buildArgs: names.filter((name) => !suspicious.includes(name)), suspicious };
}

/** True for the prefixes that front-end tools let into the browser. */
export function isPublicName(name: string): boolean {
  return /^(?:VITE|REACT_APP|NEXT_PUBLIC|NUXT_PUBLIC|PUBLIC|GATSBY|VUE_APP|NG_APP|EXPO_PUBLIC)_/.test(name);
}

const secretWord = /(?:^|_)(?:APIKEY|AUTH|CREDENTIALS?|KEY|PASSWORD|PWORD|PASSWD|SECRET|TOKEN)(?:_|$)/;
