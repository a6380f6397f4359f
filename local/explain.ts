/** What to tell a person of a server that does not start. */

/** A sentence for each of the usual reasons; the message of any other error. */
export const explain = (error: unknown): string => {
  if (!Error.isError(error)) return String(error);
  const port = detail(error, 'port');
  const path = detail(error, 'path');
  switch (detail(error, 'code')) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop what is using it, or choose another: PORT=8788 npm start`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'HOST is no address of this machine. Write HOST=127.0.0.1, or leave it out.';
    case 'EACCES':
    case 'EPERM':
      return path === ''
        ? `Port ${port} may not be opened. Choose one above 1023, such as PORT=8787.`
        : `${path} may not be written. Choose another folder with SCIM_DATA, or :memory:.`;
    case 'ENOENT':
      return `${path} cannot be written: its folder does not exist.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `${path} is not a folder. Choose another with SCIM_DATA, or :memory:.`;
    default:
      return error.message;
  }
};

/** What Node adds to an error of the system; empty where it does not. */
const detail = (error: Error, name: string): string => {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
