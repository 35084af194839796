import { FORGOTTEN_MS, SILENT_MS } from "./exchange.js";

/**
 * Keeps the list of replicas, the first of a script's keys. What is told stands in the first argument, as JSON.
 *
 * Time is the server's own, so that the replicas' clocks don't matter; where it is set back, what was to come stays near.
 * On the way there a test may put the time of its own clock in: no replica tells one.
 * A list that is gone is a memory that was lost (a restart, a flush). Buckets that are gone with it are not known to be
 * full, and only shares that are claimed again are accounted for: the others' holders may not have come back yet.
 *
 * Every replica holds a share of the budgets, which it spends by itself should it lose touch. It gets what nobody else
 * holds, up to an equal part. A new share counts as well as the old one until the replica has said that it has heard.
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
  or { since = now, accounted = 0, knownFrom = now, evicted = evictions(), replicas = {} }
registry.since = math.min(registry.since, now)
registry.knownFrom = math.min(registry.knownFrom, now)
local isNew = now - registry.since < ${FORGOTTEN_MS}
if isNew and not registry.replicas[ask.me] then registry.accounted = math.min(1, registry.accounted + ask.share) end
local whole = isNew and registry.accounted > 0 and registry.accounted or 1
local me = { seen = now, isAway = ask.isAway, share = ask.share }
registry.replicas[ask.me] = me

local isSilent, present, replicas, ofSilent, ofOthers = {}, 0, 0, 0, 0
for id, replica in pairs(registry.replicas) do
  replica.seen = math.min(replica.seen, now)
  local age = now - replica.seen
  if age > ${FORGOTTEN_MS} then
    registry.replicas[id] = nil
  else
    replicas = replicas + 1
    isSilent[id] = replica.isAway or age > ${SILENT_MS}
    if isSilent[id] then ofSilent = ofSilent + replica.share else present = present + 1 end
    if id ~= ask.me then ofOthers = ofOthers + replica.share end
  end
end
-- Who dies before others came holds much: half of an equal part is theirs all the same.
local part = math.max(whole - ofSilent, ask.isAway and 0 or present / replicas / 2)
local share = ask.share
if not ask.isAway then share = math.max(0, math.min(part / present, whole - ofOthers)) end
me.share = math.max(me.share, share)

local function keepRegistry()
  redis.call('SET', KEYS[1], cjson.encode(registry))
end
`;

/** A replica says that it is there, and hears who else is. */
export const BEAT = `${REGISTRY}
keepRegistry()
return cjson.encode({ replicas = replicas, share = share })
`;

/** A replica says that it stops. */
export const LEAVE = `${REGISTRY}
registry.replicas[ask.me] = nil
keepRegistry()
return false
`;
