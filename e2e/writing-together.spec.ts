import { InvitePage } from './pages/invite-page'
import { JoinPage } from './pages/join-page'
import { ReportPage } from './pages/report-page'
import { BO, CAM, KIM } from './people'
import { makeLink, makeSession } from './programme'
import { expect, test } from './test'

const SPEAKERS = {
  title: 'Power of Community',
  people: [
    { id: 'koike', kind: 'speaker', name: 'Ayako Koike' },
    { id: 'kim', kind: 'speaker', name: 'Young Kim' },
  ],
}

test('three people write one report at once, and each sees what the others write', async ({
  ana,
  person,
}) => {
  const session = await makeSession(ana, SPEAKERS)
  const bo = await person(BO)
  const kim = await person(KIM)
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  await new InvitePage(kim.page).acceptAsNew(await makeLink(ana, session, 'moderator'), {
    name: KIM,
    email: 'kim@example.org',
    password: 'a long enough password',
  })
  const [anas, bos, kims] = [ana, bo, kim].map(({ page }) => new ReportPage(page)) as [
    ReportPage,
    ReportPage,
    ReportPage,
  ]
  for (const report of [anas, bos, kims]) await report.open(session)

  await Promise.all([
    anas.write('Summary of Ayako Koike', 'Reusable resources in the community.'),
    bos.write('Summary of Young Kim', 'A virtuous circle of consumption.'),
    kims.write('Conclusion', 'Together we go further.'),
  ])
  for (const report of [anas, bos, kims])
    for (const text of [
      'Reusable resources in the community.',
      'A virtuous circle of consumption.',
      'Together we go further.',
    ])
      await expect(report.page.getByText(text)).toBeAttached()

  await test.step('a rapporteur sees the conclusion but has no field to write it in', async () => {
    await expect(kims.field('Conclusion')).toHaveCount(1)
    await expect(bos.field('Conclusion')).toHaveCount(0)
  })

  await test.step('a name that is changed in one place changes everywhere, for everyone', async () => {
    await anas.write('Name', ' Mori', anas.section('Speakers').getByRole('listitem').first())
    await expect(bos.page.getByText('Ayako Koike Mori').first()).toBeAttached()
  })
})

test('what was saved is there after the server has crashed', async ({ ana, person, server }) => {
  const session = await makeSession(ana, SPEAKERS)
  const cam = await person(CAM)
  await new JoinPage(cam.page).join(await makeLink(ana, session, 'rapporteur'), CAM)
  const report = new ReportPage(cam.page)
  await report.isOpen()
  await report.write('Summary of Young Kim', 'Established in 2013.')
  await report.isSaved()
  await server.crash()
  const again = new ReportPage(ana.page)
  await again.open(session)
  await expect(again.page.getByText('Established in 2013.')).toBeAttached()
})
