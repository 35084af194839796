import { defineSlice } from "../slice.js";
import { AuditLogEntryResolver, ConnectionAuditLogResolver } from "./audit-log.resolver.js";

export const auditLog = defineSlice({ resolvers: [AuditLogEntryResolver, ConnectionAuditLogResolver] });
