/** The multipart body of a route, for OpenAPI; the parts themselves are checked where they are read. */
export function uploadSchema(fields: Readonly<Record<string, object>>, required: readonly string[] = ['files']): object {
  return {
    type: 'object',
    required,
    properties: { files: fileList('one or several files; the file names may hold folders, 12/ser'), ...fields },
  };
}

export const fileList = (description: string): object => ({ type: 'array', description, items: { type: 'string', format: 'binary' } });
