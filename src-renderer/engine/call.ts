import type { CallFailure, CallInput, CallName, CallOutput } from '../../src-main/contract/calls.ts';
import { ClienteleError } from '../../src-main/contract/errors.ts';

/**
 * Calls the engine.
 *
 * @param signal gives the call up: it then ends with the code `cancelled`.
 * @throws ClienteleError with the engine's own code and values.
 */
export async function call<C extends CallName>(
  name: C,
  input: CallInput<C>,
  signal?: AbortSignal,
): Promise<CallOutput<C>> {
  let response: Response;
  try {
    const headers = { 'content-type': 'application/json' };
    response = await fetch(`/engine/call/${name}`, { method: 'POST', headers, body: JSON.stringify(input), signal });
  } catch (cause) {
    if (signal?.aborted) throw new ClienteleError('cancelled', {}, { cause });
    throw new ClienteleError('engine-failed', { detail: String(cause) }, { cause });
  }
  const body: unknown = await response.json();
  if (response.ok) return body as CallOutput<C>;
  const { error } = body as CallFailure;
  throw new ClienteleError(error.code, error.values);
}
