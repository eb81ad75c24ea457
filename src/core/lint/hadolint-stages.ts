import type { Dockerfile, Stage } from '../dockerfile/ast.ts';

/**
 * The earlier stage that hadolint takes a stage to be based on: the last one of that alias, in its exact spelling, or the last one without an alias
 * whose image has the same name, registry and tag aside.
 */
export function hadolintParent(file: Dockerfile, stage: Stage): Stage | undefined {
  const name = imageName(stage);
  return file.stages.slice(0, stage.index).findLast((one) => (one.name ?? imageName(one)) === name);
}

function imageName({ from }: Stage): string {
  const { name = '', registry } = from.image ?? {};
  return registry === undefined ? name : name.slice(registry.length + 1);
}
