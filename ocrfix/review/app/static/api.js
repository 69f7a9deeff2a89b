// What the server is asked, one request after the other where something is decided.

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || response.statusText || String(response.status));
  return body;
}

export async function get(path, query = {}) {
  const wanted = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== "") wanted.append(name, one);
    }
  }
  return answer(await fetch(`/api/${path}?${wanted}`));
}

let last = Promise.resolve();

// Decisions keep their order: the next is sent when the one before is on the disk.
export function post(path, body) {
  const sent = last.then(async () => answer(await fetch(`/api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-ocrfix": "1" },
    body: JSON.stringify(body),
    keepalive: JSON.stringify(body).length < 60000,
  })));
  last = sent.catch(() => {});
  return sent;
}

// Until all that was decided so far is on the disk, or was refused.
export const kept = () => last;

export function tileAddress(page, level, column, row) {
  return `/api/tile?${new URLSearchParams({ page, level, column, row })}`;
}
