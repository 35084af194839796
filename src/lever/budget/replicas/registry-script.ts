import { FORGOTTEN_MS, SILENT_MS } from "./exchange.js";

/**
 * Keeps the list of replicas, the first of a script's keys. What is told stands in the first argument, as JSON.
 *
 * Time is the server's own, so that the replicas' clocks don't matter; where it is set back, what was to come stays near.
 * A list that is gone is a memory that was lost (a restart, a flush): buckets that are gone with it are not known to be
 * full, and replicas that have not come back yet are expected as long as they would be remembered.
 */
export const REGISTRY = `
local ask = cjson.decode(ARGV[1])
local now = ask.now
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end

local function evictions()
  local stats = redis.pcall('INFO', 'stats')
  return type(stats) == 'string' and tonumber(string.match(stats, 'evicted_keys:(%d+)')) or 0
end

local kept = redis.call('GET', KEYS[1])
local registry = kept and cjson.decode(kept)
  or { since = now, expected = 1, knownFrom = now, evicted = evictions(), replicas = {} }
registry.since = math.min(registry.since, now)
registry.knownFrom = math.min(registry.knownFrom, now)
local isNew = now - registry.since < ${FORGOTTEN_MS}
if isNew then registry.expected = math.max(registry.expected, ask.known) end
registry.replicas[ask.me] = { seen = now, isAway = ask.isAway }

local isSilent, present, known = {}, 0, 0
for id, replica in pairs(registry.replicas) do
  replica.seen = math.min(replica.seen, now)
  local age = now - replica.seen
  if age > ${FORGOTTEN_MS} then
    registry.replicas[id] = nil
  else
    known = known + 1
    isSilent[id] = replica.isAway or age > ${SILENT_MS}
    if not isSilent[id] then present = present + 1 end
  end
end
if isNew then known = math.max(known, registry.expected) end

local function keepRegistry()
  redis.call('SET', KEYS[1], cjson.encode(registry))
end
`;

/** A replica says that it is there, and hears who else is. */
export const BEAT = `${REGISTRY}
keepRegistry()
return cjson.encode({ present = present, known = known })
`;

/** A replica says that it stops. */
export const LEAVE = `${REGISTRY}
registry.replicas[ask.me] = nil
keepRegistry()
return false
`;
