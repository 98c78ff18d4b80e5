import * as v from 'valibot';

/** `GET /api/collects`: every place on the wire that holds a value, as `@wardwatch/shared/collects` lists it. */
export const collectedList = v.object({
  fields: v.array(
    v.object({
      path: v.string(),
      type: v.picklist(['text', 'number', 'boolean', 'choice', 'message']),
      choices: v.array(v.string()),
      isOptional: v.boolean(),
    }),
  ),
});
