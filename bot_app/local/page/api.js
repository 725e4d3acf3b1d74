const ROOT = "/local/api";

/** What went wrong, in words for the person; `code` is the server's word for it, if the server spoke at all. */
class ApiError extends Error {
  constructor(message, code = null) {
    super(message);
    this.code = code;
  }
}

async function call(path, body) {
  const options = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(ROOT + path, options);
  } catch {
    throw new ApiError("The local bot is not running. Start it again and retry.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new ApiError(answer.error?.message ?? `Something went wrong (${response.status}).`, answer.error?.code);
  }
  return answer;
}

export const loadPeople = () => call("/people");

/** What one person can do. */
export class PersonApi {
  #path;

  constructor(person) {
    this.#path = `/people/${encodeURIComponent(person.key)}`;
  }

  history = async () => (await call(`${this.#path}/messages`)).messages;
  open = () => call(`${this.#path}/open`, {});
  say = (text) => call(`${this.#path}/messages`, { text });
  retry = (id) => call(`${this.#path}/messages/${encodeURIComponent(id)}/retry`, {});
  submit = (replyTo, value) => call(`${this.#path}/submits`, { replyTo, value });
  invoke = (replyTo, attachment, action, trigger) =>
    call(`${this.#path}/invokes`, { replyTo, attachment, action, trigger });
}

/** Listens for changes. `ready` is called at every connection, so that what was missed can be fetched. */
export function listen({ ready, lost, changed }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  const source = new EventSource(`${ROOT}/events?zone=${encodeURIComponent(zone)}`);
  source.addEventListener("ready", ready);
  source.addEventListener("error", lost);
  source.addEventListener("message", (event) => changed(JSON.parse(event.data)));
}
