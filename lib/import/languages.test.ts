import { expect, test } from 'vitest'
import { importText, saidIn } from './testing'

/* Reports of other people's, in other languages and habits, as plain text. */

test('a French report, with people between commas and brackets, and questions in one line', async () => {
  const { report, unplaced, notes } = await importText(`Forum mondial de l'économie sociale et solidaire
Dakar, 1er au 6 mai 2023

COMPTE RENDU DE SÉANCE

Titre : Financer l'ESS dans les territoires
Langues : français et anglais
Date : mercredi 3 mai 2023
Horaire : 14h30 – 16h00
Modératrice : Mme Aïssatou Ndiaye, directrice générale de la Caisse des dépôts, Sénégal
Rapporteurs : Paul Lefèvre ; Marie-Claire Dubois

Intervenants :

- Jean-Baptiste Kouassi, maire de Bouaké, Côte d'Ivoire
- Moussa Traoré (Union des coopératives du Mali)

Résumé des interventions

Jean-Baptiste Kouassi
Le maire a présenté le fonds municipal d'appui aux coopératives.

M. Traoré
Il a décrit le crédit mutuel au Mali.

Question directrice : Comment financer l'ESS sans la dénaturer ?

Moussa Traoré : Par l'épargne locale, d'abord.

Questions du public

Q1 (Fatou Sow, étudiante) : Quelle place pour les jeunes ?
R : Moussa Traoré : Les jeunes créent un tiers des coopératives.

Recommandations
1. Créer un fonds régional.`)
  expect(saidIn(report)).toMatchObject({
    title: ["Financer l'ESS dans les territoires"],
    language: ['fr'],
    people: [
      'moderator | Mme Aïssatou Ndiaye | directrice générale de la Caisse des dépôts |  |  | Sénégal',
      'rapporteur | Paul Lefèvre |  |  |  | ',
      'rapporteur | Marie-Claire Dubois |  |  |  | ',
      "speaker | Jean-Baptiste Kouassi | maire de Bouaké |  |  | Côte d'Ivoire",
      'speaker | Moussa Traoré |  | Union des coopératives du Mali |  | ',
    ],
    summaries: [
      'Jean-Baptiste Kouassi | ',
      "Le maire a présenté le fonds municipal d'appui aux coopératives.",
      'Moussa Traoré | ',
      'Il a décrit le crédit mutuel au Mali.',
    ],
    'guiding-question': [
      "Comment financer l'ESS sans la dénaturer ?",
      'Moussa Traoré | ',
      "Par l'épargne locale, d'abord.",
    ],
    questions: [
      'Fatou Sow, étudiante →  (live)',
      'Quelle place pour les jeunes ?',
      'Moussa Traoré | ',
      'Les jeunes créent un tiers des coopératives.',
    ],
  })
  expect(report.details).toMatchObject({
    event: "Forum mondial de l'économie sociale et solidaire, Dakar",
    eventStart: '2023-05-01',
    eventEnd: '2023-05-06',
    languages: ['fr', 'en'],
    date: '2023-05-03',
    start: '14:30',
    minutes: 90,
  })
  expect(unplaced.map(({ heading }) => heading)).toEqual(['Recommandations'])
  expect(notes).toContainEqual({ code: 'kind', text: 'COMPTE RENDU DE SÉANCE' })
})

test('a Korean report', async () => {
  const { report, unplaced } = await importText(`2021 사회연대경제 국제포럼
2021년 10월 25일 ~ 27일, 서울

세션 제목: 지방정부와 사회연대경제의 협력
언어: 한국어, 영어
날짜: 2021년 10월 26일
시간: 오후 2시 30분 ~ 4시
참가자: 85명
좌장: 이영희, 서울시 사회적경제과장

발표자
1. 김철수, 대표, 전국협동조합연합회 (KFCC)
2. 최지은, 성공회대학교 교수

발표 요약

1. 김철수, 전국협동조합연합회
김철수 대표는 협동조합 기본법 10년의 성과를 소개하였다.

2. 최지은
최지은 교수는 지방정부의 역할을 강조하였다.

질의응답
질문 1: 홍길동 (청년활동가)
청년의 참여를 어떻게 늘릴 수 있습니까?
답변: 최지은
교육과정에 협동조합을 포함해야 합니다.

마무리 발언
이영희
- 오늘 논의를 정책에 반영하겠습니다.

결론
참석자들은 지속적인 교류에 합의하였다.`)
  expect(saidIn(report)).toMatchObject({
    language: ['ko'],
    people: [
      'moderator | 이영희 |  | 서울시 사회적경제과장 |  | ',
      'speaker | 김철수 | 대표 | 전국협동조합연합회 | KFCC | ',
      'speaker | 최지은 |  | 성공회대학교 교수 |  | ',
    ],
    questions: [
      '홍길동 (청년활동가) →  (live)',
      '청년의 참여를 어떻게 늘릴 수 있습니까?',
      '최지은 | ',
      '교육과정에 협동조합을 포함해야 합니다.',
    ],
    remarks: ['이영희 | ', '오늘 논의를 정책에 반영하겠습니다.'],
    conclusion: ['참석자들은 지속적인 교류에 합의하였다.'],
  })
  expect(report.details).toMatchObject({
    eventStart: '2021-10-25',
    eventEnd: '2021-10-27',
    languages: ['ko', 'en'],
    date: '2021-10-26',
    start: '14:30',
    minutes: 90,
    participants: 85,
  })
  expect(unplaced).toEqual([])
})

test('an Arabic report, with its own commas and digits', async () => {
  const { report, unplaced } = await importText(`عنوان الجلسة: دور البلديات في دعم التعاونيات
اللغة: العربية، الفرنسية
التاريخ: 11 نوفمبر 2022
الوقت: 90 دقيقة
عدد المشاركين: ٦٥
مديرة الجلسة: ليلى حداد، باحثة، مركز الاقتصاد التضامني، لبنان

المتحدثون:
1. أحمد المنصوري، رئيس بلدية صفاقس، تونس
2. فاطمة الزهراء، مديرة، شبكة التعاونيات، المغرب

ملخص المداخلات

1. أحمد المنصوري
تحدث السيد المنصوري عن تجربة البلدية في دعم المشاريع الصغيرة.

أسئلة الحضور

السؤال 1: من يوسف
كيف نمول التعاونيات الناشئة؟
الإجابة: فاطمة الزهراء
من خلال صناديق محلية.

الخلاصة
اتفق المشاركون على مواصلة الحوار.`)
  expect(saidIn(report)).toMatchObject({
    language: ['ar'],
    people: [
      'moderator | ليلى حداد | باحثة | مركز الاقتصاد التضامني |  | لبنان',
      'speaker | أحمد المنصوري |  | رئيس بلدية صفاقس |  | تونس',
      'speaker | فاطمة الزهراء | مديرة | شبكة التعاونيات |  | المغرب',
    ],
    questions: [
      'يوسف →  (live)',
      'كيف نمول التعاونيات الناشئة؟',
      'فاطمة الزهراء | ',
      'من خلال صناديق محلية.',
    ],
    conclusion: ['اتفق المشاركون على مواصلة الحوار.'],
  })
  expect(report.details).toMatchObject({
    languages: ['ar', 'fr'],
    date: '2022-11-11',
    minutes: 90,
    participants: 65,
  })
  expect(unplaced).toEqual([])
})

test('a Spanish report in Markdown, with a table of speakers and remarks in a list', async () => {
  const { report, unplaced } = await importText(
    `# Informe de la sesión

**Evento:** Encuentro de Economía Social, 12–14 de junio de 2024

**Título de la sesión:** Cooperativas y cuidados

**Tipo:** Taller
**Idiomas:** español, portugués
**Fecha:** 13 de junio de 2024

## Ponentes

| Nombre | Cargo | Organización | País |
|---|---|---|---|
| Ana Ruiz | Presidenta | Cooperativa Cuidar | México |
| Pedro Gómez | Investigador | Universidad de Barcelona (UB) | España |

## Preguntas y respuestas

**Pregunta 1 — Marta (Bilbao):** ¿Cómo se financia?

**Respuesta — Ana Ruiz:** Con cuotas y contratos públicos.

## Comentarios finales

- **Ana Ruiz:** Sigamos tejiendo redes.
- **Pedro Gómez:** Hacen falta más datos.

## Anexo

Lista de asistentes.`,
    { name: 'informe.md' },
  )
  expect(saidIn(report)).toMatchObject({
    title: ['Cooperativas y cuidados'],
    language: ['es'],
    people: [
      'speaker | Ana Ruiz | Presidenta | Cooperativa Cuidar |  | México',
      'speaker | Pedro Gómez | Investigador | Universidad de Barcelona | UB | España',
    ],
    questions: [
      'Marta (Bilbao) →  (live)',
      '¿Cómo se financia?',
      'Ana Ruiz | ',
      'Con cuotas y contratos públicos.',
    ],
    remarks: ['Ana Ruiz | ', 'Sigamos tejiendo redes.', 'Pedro Gómez | ', 'Hacen falta más datos.'],
  })
  expect(report.details).toMatchObject({
    event: 'Encuentro de Economía Social',
    eventStart: '2024-06-12',
    eventEnd: '2024-06-14',
    type: 'Taller',
    date: '2024-06-13',
  })
  expect(unplaced.map(({ heading }) => heading)).toEqual(['Anexo'])
})

test('an English report in capitals, wrapped lines and texts behind names', async () => {
  const { report, unplaced } = await importText(`REPORT ON SESSION 14: PLATFORM COOPERATIVES
Global Cooperative Congress 2022
Seoul, Republic of Korea, November 30 - December 2, 2022

Date and time: Thursday, December 1, 2022, 2:00 pm - 3:30 pm
Attendance: 230 in person and 410 online
Moderator: Dr. Susan O'Brien (Platform Cooperativism Consortium, USA)
Rapporteur(s): Tom Baker, Li Wei

PANELISTS
Kwame Mensah - CEO, Ride Coop, Ghana
Hiroshi Tanaka - Japan Workers' Co-operative Union (JWCU)

BACKGROUND
Platform work has grown quickly. The session asked what
cooperatives can offer to those who do it, and which laws
would be needed so that they can be founded easily.

PRESENTATIONS

Kwame Mensah (Ride Coop): The drivers of Accra founded Ride Coop in 2019, and one cedi of each fare goes to a fund.

Hiroshi Tanaka (JWCU): Japan passed its Workers Cooperatives Act in 2020, after thirty years of campaigning.

Q&A

Q: How do drivers vote?
A (Kwame Mensah): In the app, once a month.

CLOSING
Dr. O'Brien thanked the speakers and announced the next meeting.`)
  expect(saidIn(report)).toMatchObject({
    title: ['REPORT ON SESSION 14: PLATFORM COOPERATIVES'],
    people: [
      "moderator | Dr. Susan O'Brien |  | Platform Cooperativism Consortium |  | USA",
      'rapporteur | Tom Baker |  |  |  | ',
      'rapporteur | Li Wei |  |  |  | ',
      'speaker | Kwame Mensah | CEO | Ride Coop |  | Ghana',
      "speaker | Hiroshi Tanaka |  | Japan Workers' Co-operative Union | JWCU | ",
    ],
    summaries: [
      'Kwame Mensah | Ride Coop',
      'The drivers of Accra founded Ride Coop in 2019, and one cedi of each fare goes to a fund.',
      'Hiroshi Tanaka | JWCU',
      'Japan passed its Workers Cooperatives Act in 2020, after thirty years of campaigning.',
    ],
    questions: [' →  (live)', 'How do drivers vote?', 'Kwame Mensah | ', 'In the app, once a month.'],
  })
  expect(report.details).toMatchObject({
    event: 'Global Cooperative Congress 2022, Seoul, Republic of Korea',
    eventStart: '2022-11-30',
    eventEnd: '2022-12-02',
    date: '2022-12-01',
    start: '14:00',
    minutes: 90,
    counted: '230 in person and 410 online',
  })
  expect(unplaced.map(({ heading, text }) => [heading, text.length])).toEqual([
    ['BACKGROUND', 1],
    ['CLOSING', 1],
  ])
})

test('names in bold amid a sentence, headings that say more, and the one day above the title', async () => {
  const event = {
    name: 'GSEF2023',
    theme: '',
    startDate: '2023-05-01',
    endDate: '2023-05-06',
    languages: ['en'],
  }
  const { report } = await importText(
    `# Building local currencies

GSEF2023, 3 May 2023

**Languages:** EN / FR

## Speakers

- **Jose Silva** – Banco Palmas, Brazil

## Summary of the presentations

**Jose Silva** presented the Palmas currency, created in 1998, and the banks that followed it.

## Guiding questions

### How can currencies serve solidarity?

**Jose Silva:** They keep money where it is earned.

## Conclusion and next steps

Meet again.`,
    { name: 'report.md', event },
  )
  expect(saidIn(report)).toMatchObject({
    summaries: [
      'Jose Silva | ',
      'Jose Silva presented the Palmas currency, created in 1998, and the banks that followed it.',
    ],
    'guiding-question': [
      'How can currencies serve solidarity?',
      'Jose Silva | ',
      'They keep money where it is earned.',
    ],
    conclusion: ['Meet again.'],
  })
  expect(report.details).toMatchObject({
    event: 'GSEF2023',
    eventStart: '2023-05-01',
    eventEnd: '2023-05-06',
    date: '2023-05-03',
    languages: ['en', 'fr'],
  })
})
