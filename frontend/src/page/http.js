// Requests the scripts make themselves: same origin, CSRF token, one idempotency key an act.
export function csrf() {
  return document.querySelector('meta[name="csrf"]')?.content || document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
}

/** A key for one act; a retry of the same act sends the same key. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // plain http inside the county's network has no randomUUID
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function read(response) {
  const type = response.headers.get("content-type") || "";
  return type.includes("json") ? response.json() : { html: await response.text() };
}

/** → {ok, status, data}. Never throws: no network is status 0. */
export async function getJSON(url, { signal } = {}) {
  try {
    const response = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin", signal });
    return { ok: response.ok, status: response.status, data: await read(response) };
  } catch (error) {
    return { ok: false, status: 0, data: {}, aborted: error?.name === "AbortError" };
  }
}

export async function postJSON(url, body, { key = newKey(), method = "POST" } = {}) {
  try {
    const response = await fetch(url, {
      method,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf(), "Idempotency-Key": key },
      body: JSON.stringify(body),
    });
    return { ok: response.ok, status: response.status, data: await read(response) };
  } catch {
    return { ok: false, status: 0, data: {} };
  }
}
