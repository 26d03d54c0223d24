import { relative, resolve, sep } from 'node:path';

/**
 * Paths as services of the repository know them: from its root, with slashes.
 * GitHub and GitLab say where that is; elsewhere it is the working folder.
 */
export function repositoryPaths(environment: Readonly<Record<string, string | undefined>> = process.env, folder = process.cwd()): (file: string) => string {
  const told = environment.GITHUB_WORKSPACE ?? environment.CI_PROJECT_DIR;
  const root = told !== undefined && told !== '' && isWithin(folder, resolve(told)) ? resolve(told) : folder;
  return (file) => {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return file;
    const path = resolve(folder, file);
    return (isWithin(path, root) ? relative(root, path) : path).split(sep).join('/');
  };
}

function isWithin(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(root, way) === path && !/^[a-z]:/i.test(way);
}
