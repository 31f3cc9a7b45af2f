import { findIds, type NearbyIds } from '../ids.ts'
import { member, objectsIn } from '../json.ts'
import { searchKeys } from './search.ts'

/** A JSON object that has a key and its ID as members, such as fastlane's. */
export interface KeyObject {
  /** The object, without what it contains that is no text. */
  readonly json: string
  readonly ids: NearbyIds
  /** Whether it says that the key is for the Enterprise Program API. */
  readonly isInHouse: boolean
}

/** Finds such objects in the texts of a search. */
export function findKeyObjects(texts: readonly string[]): KeyObject[] {
  return texts
    .flatMap((text) => objectsIn(text))
    .flatMap((object) => {
      const members = Object.entries(object).filter(([, value]) => typeof value === 'string')
      const json = JSON.stringify(Object.fromEntries(members))
      const ids = findIds([json])
      const hasId = ids.keyIds.length + ids.issuerIds.length > 0
      if (!hasId || searchKeys(json).keys.length === 0) return []
      return [{ json, ids, isInHouse: member(object, 'in_house') === true }]
    })
}
