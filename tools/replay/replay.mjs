// Replays exported decisions with the stock Cedar engine, which shares no code with the node that made them.
//
// In: one exported decision per line (docs/design/law.md), which holds its policies and schema or names a line before
// it that does ("set"). Out: one JSON line each, {"line", "agrees", "verdict", "failed", "expect", "expectFailed"}, and a
// last line {"replayed", "agreed"}. Exit code 0 only if all agree.

import { createInterface } from "node:readline";
import process from "node:process";
import {
  getCedarVersion,
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  validate,
} from "@cedar-policy/cedar-wasm/nodejs";

const prepared = new Map();
const sets = new Map();

// Policies are named by their @id, so that the engine's reasons are the gates' own names.
function byId(text) {
  const parts = policySetTextToParts(text);
  if (parts.type !== "success" || parts.policy_templates.length > 0) throw new Error("policies do not parse");
  const named = {};
  for (const policy of parts.policies) {
    const json = policyToJson(policy);
    const id = json.type === "success" ? json.json.annotations?.id : undefined;
    if (!id || id in named) throw new Error(`policy without an id of its own: ${id}`);
    named[id] = policy;
  }
  return named;
}

function prepare(policies, schema) {
  const key = JSON.stringify([policies, schema]);
  if (!prepared.has(key)) {
    const name = `set-${prepared.size}`;
    const staticPolicies = byId(policies);
    const checked = validate({ validationSettings: { mode: "strict" }, schema, policies: { staticPolicies } });
    if (checked.type !== "success" || checked.validationErrors.length > 0) throw new Error("policies do not fit the schema");
    for (const answer of [preparsePolicySet(name, { staticPolicies }), preparseSchema(name, schema)]) {
      if (answer.type !== "success") throw new Error("policies or schema do not parse");
    }
    prepared.set(key, name);
  }
  return prepared.get(key);
}

function replay(exported) {
  const { request } = exported;
  const { policies, schema } = exported.set === undefined ? exported : (sets.get(exported.set) ?? {});
  if (policies === undefined) throw new Error(`no such set of policies before this line: ${exported.set}`);
  const name = prepare(policies, schema);
  const answer = statefulIsAuthorized({
    ...request,
    preparsedPolicySetId: name,
    preparsedSchemaName: name,
    validateRequest: true,
    entities: [],
  });
  if (answer.type !== "success") return { verdict: "deny", failed: [], errors: true };
  const { decision, diagnostics } = answer.response;
  const failed = diagnostics.reason.filter((id) => id !== "PERMIT").sort();
  return { verdict: decision, failed, errors: diagnostics.errors.length > 0 };
}

let line = 0;
let agreed = 0;
for await (const text of createInterface({ input: process.stdin })) {
  if (!text.trim()) continue;
  const exported = JSON.parse(text);
  if (exported.request === undefined) {
    sets.set(exported.set, exported);
    continue;
  }
  line += 1;
  const found = replay(exported);
  const verdict = found.errors ? "deny" : found.verdict;
  const expectFailed = [...exported.failed].sort();
  const same = JSON.stringify(found.failed) === JSON.stringify(expectFailed);
  const agrees = verdict === exported.expect && same && found.errors === exported.errors;
  agreed += agrees ? 1 : 0;
  console.log(JSON.stringify({ line, agrees, verdict, failed: found.failed, expect: exported.expect, expectFailed }));
}
console.log(JSON.stringify({ replayed: line, agreed, cedar: getCedarVersion() }));
process.exitCode = agreed === line && line > 0 ? 0 : 1;
