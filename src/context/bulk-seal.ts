import type { Caller, Role } from "../caller/caller.js";
import { bindingOf } from "../vault/bindings.js";
import type { Vault } from "../vault/vault.js";

/** What is kept of an operation may hold personal data: it is sealed, bound to its place. */
export interface BulkSeal {
  sealCaller(operationId: string, caller: Caller): string;
  openCaller(operationId: string, sealed: string): Caller;
  sealInput(operationId: string, index: number, input: unknown): string;
  openInput(operationId: string, index: number, sealed: string): unknown;
  sealOutcome(operationId: string, index: number, outcome: unknown): string;
  openOutcome(operationId: string, index: number, sealed: string): unknown;
}

/** Seals with the vault. */
export function createBulkSeal(vault: Pick<Vault, "seal" | "open">): BulkSeal {
  const seal = (value: unknown, binding: readonly string[]): string => vault.seal(JSON.stringify(value), binding);
  const open = (sealed: string, binding: readonly string[]): unknown => JSON.parse(vault.open(sealed, binding));
  return {
    sealCaller: (id, caller) => seal({ ...caller, roles: [...caller.roles] }, bindingOf("bulkCaller", id)),
    openCaller: (id, sealed) => toCaller(open(sealed, bindingOf("bulkCaller", id))),
    sealInput: (id, index, input) => seal(input, bindingOf("bulkInput", id, index)),
    openInput: (id, index, sealed) => open(sealed, bindingOf("bulkInput", id, index)),
    sealOutcome: (id, index, outcome) => seal(outcome, bindingOf("bulkOutcome", id, index)),
    openOutcome: (id, index, sealed) => open(sealed, bindingOf("bulkOutcome", id, index)),
  };
}

/** What `sealCaller` wrote: nobody else can have. */
function toCaller(value: unknown): Caller {
  const caller = value as Omit<Caller, "roles"> & { readonly roles: readonly Role[] };
  return { ...caller, roles: new Set(caller.roles) };
}
