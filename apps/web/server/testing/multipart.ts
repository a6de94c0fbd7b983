/** A multipart body as a browser sends it, for `app.inject`. */
export async function multipart(
  files: readonly (readonly [field: string, path: string, content: string])[],
  fields: Readonly<Record<string, string>> = {},
): Promise<{
  payload: Buffer;
  headers: { 'content-type': string; host: string };
}> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [field, path, content] of files) form.append(field, new Blob([content]), path);
  const response = new Response(form);
  return {
    payload: Buffer.from(await response.arrayBuffer()),
    headers: { 'content-type': response.headers.get('content-type') as string, host: '127.0.0.1' },
  };
}
