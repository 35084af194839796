import { isIdPart } from "../../ids/entity-id.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { defineSlice } from "../slice.js";
import { connectionById } from "./ats-connection.loader.js";
import { AtsConnectionResolver, AtsViewerResolver } from "./ats-connection.resolver.js";
import { ConnectLever } from "./connect-lever.mutation.js";
import { DisableAtsConnection } from "./disable-ats-connection.mutation.js";
import { EnableAtsConnection } from "./enable-ats-connection.mutation.js";
import { RemoveAtsConnection } from "./remove-ats-connection.mutation.js";
import { RotateAtsApiKey } from "./rotate-ats-api-key.mutation.js";
import { UpdateAtsConnection } from "./update-ats-connection.mutation.js";
import { VerifyAtsConnection } from "./verify-ats-connection.mutation.js";

export const atsConnection = defineSlice({
  resolvers: [
    AtsConnectionResolver,
    AtsViewerResolver,
    ConnectLever,
    DisableAtsConnection,
    EnableAtsConnection,
    RemoveAtsConnection,
    RotateAtsApiKey,
    UpdateAtsConnection,
    VerifyAtsConnection,
  ],
  references: {
    AtsConnection: async ({ id }, context) => {
      if (!isIdPart(id)) throw badUserInput("representations.id", "not an id of a connection");
      return connectionById(context, id);
    },
  },
});
