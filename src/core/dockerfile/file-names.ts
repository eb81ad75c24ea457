/** True for what people and tools call a Dockerfile: Dockerfile, Dockerfile.dev, api.dockerfile, Containerfile; not for its ignore file. */
export function isDockerfileName(name: string): boolean {
  if (/\.dockerignore$/i.test(name)) return false;
  return (
    /^(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$/.test(name) ||
    /^.+\.(?:dockerfile|containerfile)$/i.test(name) ||
    /^(?:dockerfile|containerfile)$/.test(name)
  );
}
