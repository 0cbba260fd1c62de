import { instance } from '../instance'

/** Ends a browser's sign-in on every tab, and closes the sockets it opened (the rooms ask again by themselves too). */
export async function endLogin(id: string): Promise<void> {
  const { store, rooms } = instance()
  const login = await store.logins.byId(id)
  if (!login) return
  await store.logins.end(id)
  for (const event of await store.events.ofUser(login.user))
    for (const session of await store.sessions.ofEvent(event.id))
      rooms.disconnect(session.id, (member) => member.login === id, 'signedOut')
}
