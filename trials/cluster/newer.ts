/*
 * Loaded before a node: it is of a later version, which knows one migration more, such as a version may bring: it only
 * adds, and takes its time, during which the nodes of the version before go on.
 */
import { MIGRATIONS } from '@/server/store/migrations'

MIGRATIONS.push({
  name: '9999-trial',
  statements: () => [
    'create table trial (id text primary key, at bigint not null)',
    `alter table room add column trial text not null default ''`,
    'alter table session add column trial text',
    'create index room_trial on room (trial)',
    'select pg_sleep(2)',
  ],
})
