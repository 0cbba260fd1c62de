import { describe, expect, test } from 'vitest'
import { importText, saidIn } from './testing'

/* Habits of reports that nobody had seen before: each text is short and has one or two of them. */

const HEAD: Record<string, string> = {
  en: 'Session title: Care and cities\n\nSpeakers\n\n1. Young Kim, director, GSEF (GSEF), Korea\n2. Ana Ruiz, president, Coop Cuidar, Mexico\n',
  fr: 'Titre de la session : Villes et finances\n\nIntervenants\n\n1. Mamadou Diallo, directeur, RAESS, Mali\n2. Sophie Tremblay, professeure, Université Laval, Canada\n',
  es: 'Título de la sesión: Mercados y ciudades\n\nPonentes\n\n1. Ana García, directora, REAS, España\n2. José Pérez, presidente, Los Andes, Perú\n',
  ko: '세션 제목: 돌봄과 도시\n\n발표자\n\n1. 김영, 사무총장, 전국협의회, 대한민국\n2. 고이케 아야코, 이사, WE21 재팬, 일본\n',
  ar: 'عنوان الجلسة: البلديات والتعاونيات\n\nالمتحدثون\n\n1. أحمد المنصوري، رئيس بلدية صفاقس، تونس\n2. فاطمة الزهراء، مديرة، شبكة التعاونيات، المغرب\n',
}

async function read(language: string, text: string, name = 'report.txt') {
  const { report, unplaced } = await importText(`${HEAD[language]}\n${text}`, { name })
  return {
    said: saidIn(report),
    unplaced: unplaced.map(({ heading }) => heading),
    details: report.details,
    people: report.people,
  }
}

describe('a heading that says with whom it was', () => {
  test.each([
    ['fr', 'Questions et réponses du public', 'Q : Quel taux ?\nR (Sophie Tremblay) : Deux.'],
    ['fr', 'Questions & réponses', 'Q : Quel taux ?\nR (Sophie Tremblay) : Deux.'],
    ['fr', 'Q&R avec la salle', 'Q : Quel taux ?\nR (Sophie Tremblay) : Deux.'],
    [
      'fr',
      'III. ÉCHANGES AVEC LES PARTICIPANTES ET PARTICIPANTS',
      'Q : Quel taux ?\nR (Sophie Tremblay) : Deux.',
    ],
    ['es', 'Preguntas y respuestas de la audiencia', 'P: ¿Qué tasa?\nR (Ana García): Dos.'],
    ['es', 'DEBATE CON LOS ASISTENTES', 'P: ¿Qué tasa?\nR (Ana García): Dos.'],
    ['en', 'Questions and comments', 'Q: What rate?\nA (Ana Ruiz): Two.'],
    ['en', 'Discussion with the audience', 'Q: What rate?\nA (Ana Ruiz): Two.'],
    ['en', 'Discussion', 'Q: What rate?\nA (Ana Ruiz): Two.'],
    ['ko', '청중과의 질의응답', '질문: 얼마인가요?\n답변 (김영): 둘입니다.'],
    ['ko', '질의 및 응답', '질문: 얼마인가요?\n답변 (김영): 둘입니다.'],
    ['ar', 'الأسئلة والأجوبة مع الجمهور', 'سؤال: كم النسبة؟\nالإجابة (فاطمة الزهراء): اثنان.'],
  ])('is the questions: %s, %s', async (language, heading, text) => {
    const { said, unplaced } = await read(language, `${heading}\n\n${text}`)
    expect(said.questions).toHaveLength(4)
    expect(said.questions![0]).toBe(' →  (live)')
    expect(unplaced).toEqual([])
  })

  test('is no section of its own if the template has none for it', async () => {
    const { unplaced } = await read('es', 'Recomendaciones de los participantes\n\n- Más fondos')
    expect(unplaced).toEqual(['Recomendaciones de los participantes'])
  })
})

describe('the words for a guiding question before the question itself', () => {
  test.each([
    ['es', '## Pregunta orientadora: ¿Cómo pagar?\n\n**Ana García:** Con crédito.', '¿Cómo pagar?'],
    ['en', '## Guiding question – How to pay?\n\n**Ana Ruiz:** With credit.', 'How to pay?'],
    ['en', 'Guiding question: How to pay?\n\n**Ana Ruiz:** With credit.', 'How to pay?'],
    ['fr', '## Question centrale : Comment payer ?\n\n**Sophie Tremblay :** À crédit.', 'Comment payer ?'],
    ['ko', '## 핵심 질문: 어떻게 지불하나?\n\n**김영:** 신용으로.', '어떻게 지불하나?'],
    ['ar', '## السؤال التوجيهي: كيف ندفع؟\n\n**فاطمة الزهراء:** بالقرض.', 'كيف ندفع؟'],
  ])('are left out: %s, %s', async (language, text, question) => {
    const { said } = await read(language, text, 'report.md')
    expect(said['guiding-question']).toEqual([
      question,
      expect.stringMatching(/ \| $/),
      expect.stringMatching(/.+/),
    ])
  })

  test('and their numbers too', async () => {
    const { said } = await read(
      'en',
      '## Guiding question 1: Who pays?\n\n**Ana Ruiz:** All.\n\n## Guiding question 2: Who gains?\n\n**Young Kim:** All.',
      'report.md',
    )
    expect(said['guiding-question']).toEqual([
      'Who pays?',
      'Ana Ruiz | ',
      'All.',
      'Who gains?',
      'Young Kim | ',
      'All.',
    ])
  })
})

describe('questions, who asks, who is asked and who answers', () => {
  test.each([
    [
      'fr',
      'Q1. Paul (ONG Terre) à Mamadou Diallo : Quel taux ?\nR : Deux.',
      ['Paul (ONG Terre) → Mamadou Diallo (live)', 'Quel taux ?', 'Mamadou Diallo | ', 'Deux.'],
    ],
    [
      'fr',
      'Question 2 : Quel taux ?\nRéponse de Sophie Tremblay : Deux.',
      [' →  (live)', 'Quel taux ?', 'Sophie Tremblay | ', 'Deux.'],
    ],
    [
      'fr',
      'Question à Sophie Tremblay : Quel taux ?\nRéponse : Deux.',
      [' → Sophie Tremblay (live)', 'Quel taux ?', 'Sophie Tremblay | ', 'Deux.'],
    ],
    [
      'es',
      'P: ¿Cuántas familias? (María, Chile)\nR (José Pérez): Dos.',
      ['María, Chile →  (live)', '¿Cuántas familias?', 'José Pérez | ', 'Dos.'],
    ],
    [
      'ko',
      '질문 1 (이민수 → 김영): 얼마인가?\n답변: 둘이다.',
      ['이민수 → 김영 (live)', '얼마인가?', '김영 | ', '둘이다.'],
    ],
    [
      'ko',
      '질문 1 (이민수): 얼마인가?\n답변 (김영): 둘이다.',
      ['이민수 →  (live)', '얼마인가?', '김영 | ', '둘이다.'],
    ],
    [
      'ar',
      'السؤال 1 (يوسف إلى أحمد المنصوري): كم النسبة؟\nالإجابة: اثنان.',
      ['يوسف → أحمد المنصوري (live)', 'كم النسبة؟', 'أحمد المنصوري | ', 'اثنان.'],
    ],
    [
      'en',
      'Tom Baker (NGO Earth): Who pays?\nYoung Kim: All of us do.\nA participant: Since when?\nAna Ruiz: Since 2020.',
      [
        ...['Tom Baker (NGO Earth) →  (live)', 'Who pays?', 'Young Kim | ', 'All of us do.'],
        ...['A participant →  (live)', 'Since when?', 'Ana Ruiz | ', 'Since 2020.'],
      ],
    ],
    [
      'en',
      'Q: Ms Ruiz, who pays?\nA: All.',
      [' → Ana Ruiz (live)', 'Ms Ruiz, who pays?', 'Ana Ruiz | ', 'All.'],
    ],
  ])('%s: %s', async (language, text, expected) => {
    const heading = { en: 'Q&A', fr: 'Questions', es: 'Preguntas', ko: '질의응답', ar: 'أسئلة الحضور' }[
      language
    ]
    const { said, people } = await read(language, `${heading}\n\n${text}`)
    expect(said.questions).toEqual(expected)
    expect(people.every(({ name }) => name !== '')).toBe(true)
  })

  test('lines of one paragraph are as good as paragraphs', async () => {
    const { said } = await read(
      'es',
      '## Pregunta orientadora\n\n¿Cómo?  \nAna García: Con crédito  \nJosé Pérez: Sin crédito\n\n## Preguntas\n\n**P: ¿Cuántas familias? (María)**\nR (José Pérez): Dos.\n\nP2. ¿Y mujeres?\\\nAna García: Tres',
      'informe.md',
    )
    expect(said['guiding-question']).toEqual([
      '¿Cómo?',
      ...['Ana García | ', 'Con crédito', 'José Pérez | ', 'Sin crédito'],
    ])
    expect(said.questions).toEqual([
      ...['María →  (live)', '¿Cuántas familias?', 'José Pérez | ', 'Dos.'],
      ...[' →  (live)', '¿Y mujeres?', 'Ana García | ', 'Tres'],
    ])
  })
})

test('brackets that hold a country behind an organisation are the country', async () => {
  const { said } = await read(
    'fr',
    'Modératrice : Awa Ndiaye, Ville de Dakar (Sénégal)\nRapporteur : Jean Petit, Réseau des villes (RV, Bénin)',
  )
  expect(said.people).toEqual(
    expect.arrayContaining([
      'moderator | Awa Ndiaye |  | Ville de Dakar |  | Sénégal',
      'rapporteur | Jean Petit |  | Réseau des villes | RV | Bénin',
    ]),
  )
})

test.each([
  ['Fecha: 30 de octubre de 2025, 9:00 h (CET)', '09:00', 'CET'],
  ['Time: 2:00 pm (Paris time)', '14:00', 'Europe/Paris'],
  ['Horaire : 14 h 30, heure de Dakar', '14:30', 'Africa/Dakar'],
  ['시간: 오후 2시 (KST)', '14:00', 'Asia/Seoul'],
  ['الوقت: 10:00 (UTC+3)', '10:00', 'Etc/GMT-3'],
])('a time of day and its zone: %s', async (line, start, timeZone) => {
  const { details, unplaced } = await read('en', line)
  expect(details).toMatchObject({ start, timeZone })
  expect(unplaced).toEqual([])
})

describe('habits', () => {
  test('an English report in Roman numbers, with dashes between name, role and organisation', async () => {
    const { report } = await importText(`SESSION REPORT

I. GENERAL INFORMATION

Session: Community land trusts
Chair: Maria Lopez – Deputy Mayor, City of Barcelona (Spain)
Rapporteurs: John Smith (University of Leeds) and Amina Yusuf (HakiArdhi, Tanzania)

II. PANELLISTS

– Geert De Pauw – Coordinator – Community Land Trust Brussels (CLTB) – Belgium
– Aminata Koné – Founder – Recyclo Abidjan – Côte d'Ivoire

III. SUMMARY OF PRESENTATIONS

Geert De Pauw explained how the trust keeps land off the market.

Aminata Koné. Recyclo trains collectors.

IV. GUIDING QUESTION

How can cities support them?

G. De Pauw: By giving land, not rules.
A. Koné: By training officials.`)
    const said = saidIn(report)
    expect(said).toMatchObject({
      title: ['Community land trusts'],
      people: [
        'moderator | Maria Lopez | Deputy Mayor | City of Barcelona |  | Spain',
        'rapporteur | John Smith |  | University of Leeds |  | ',
        'rapporteur | Amina Yusuf |  | HakiArdhi |  | Tanzania',
        'speaker | Geert De Pauw | Coordinator | Community Land Trust Brussels | CLTB | Belgium',
        "speaker | Aminata Koné | Founder | Recyclo Abidjan |  | Côte d'Ivoire",
      ],
      summaries: [
        ...['Geert De Pauw | ', 'Geert De Pauw explained how the trust keeps land off the market.'],
        ...['Aminata Koné | ', 'Recyclo trains collectors.'],
      ],
      'guiding-question': [
        'How can cities support them?',
        ...['Geert De Pauw | ', 'By giving land, not rules.'],
        ...['Aminata Koné | ', 'By training officials.'],
      ],
    })
  })

  test('a French report with endings for all, day and time without a label, and questions in a list', async () => {
    const { report } = await importText(`COMPTE-RENDU DE LA SESSION 12

Les quartiers circulaires

Forum mondial, Dakar, 4-8 octobre 2021

Séance du 5 octobre 2021, 16h-17h30
Rapporteur·e·s : Lucie Martin et Omar Sy
Langues de la session : français / anglais

1. INTERVENANTS

Pierre Roux, président de la Ressourcerie du Centre, France

2. ÉCHANGES AVEC LA SALLE

- Question (Marc Dubois, Lyon) : Quel est le modèle économique ?
- Réponse : M. Roux parle de subventions.`)
    expect(saidIn(report)).toMatchObject({
      title: ['Les quartiers circulaires'],
      people: [
        'rapporteur | Lucie Martin |  |  |  | ',
        'rapporteur | Omar Sy |  |  |  | ',
        'speaker | Pierre Roux | président | Ressourcerie du Centre |  | France',
      ],
      questions: [
        'Marc Dubois, Lyon →  (live)',
        'Quel est le modèle économique ?',
        'Pierre Roux | ',
        'M. Roux parle de subventions.',
      ],
    })
    expect(report.details).toMatchObject({ date: '2021-10-05', start: '16:00', languages: ['fr', 'en'] })
  })

  test('a Korean report with signs before its lines, slashes, and titles behind names', async () => {
    const { report, unplaced } = await importText(`세션 결과보고서

Ⅰ. 세션 개요

○ 세션명: 돌봄 협동조합의 미래
○ 일시: 2023년 11월 9일(목) 14:00~15:30
○ 기록자: 정하늘, 김나래

Ⅱ. 발표자

○ 이정민 / 이사장 / 도우누리 사회적협동조합
○ 최수진 / 과장 / 서울시 복지정책과

Ⅲ. 발표 내용

1. 이정민 이사장
요양보호사 500명이 함께 운영한다.

2. 최수진 과장
돌봄 사업을 시행하고 있다.

Ⅳ. 질의응답

Q. 재원은 어떻게 마련하는가? (김민호, 시민)
A. (최수진) 시 예산으로 마련한다.`)
    expect(saidIn(report)).toMatchObject({
      title: ['돌봄 협동조합의 미래'],
      people: [
        ...['rapporteur | 정하늘 |  |  |  | ', 'rapporteur | 김나래 |  |  |  | '],
        'speaker | 이정민 | 이사장 | 도우누리 사회적협동조합 |  | ',
        'speaker | 최수진 | 과장 | 서울시 복지정책과 |  | ',
      ],
      questions: [
        ...['김민호, 시민 →  (live)', '재원은 어떻게 마련하는가?'],
        ...['최수진 | ', '시 예산으로 마련한다.'],
      ],
    })
    expect(report.details).toMatchObject({ date: '2023-11-09', start: '14:00', minutes: 90 })
    expect(unplaced).toEqual([])
  })

  test('a Spanish record with its title in its first line, and an Arabic one with ordinals', async () => {
    const spanish = await importText(`Acta de la sesión: Compra pública responsable
Horario: 9 a 10:30 h
Expositores: Hernán Paz, INACOOP, Uruguay; Mirta Sosa, Molino Santa Rosa, Uruguay.

Diálogo con el público

— ¿Qué peso tiene el precio? (Gloria Pérez, Red Mujeres)
— Hernán Paz: Un 70 %.`)
    expect(saidIn(spanish.report)).toMatchObject({
      title: ['Compra pública responsable'],
      people: [
        'speaker | Hernán Paz |  | INACOOP |  | Uruguay',
        'speaker | Mirta Sosa |  | Molino Santa Rosa |  | Uruguay',
      ],
    })
    expect(spanish.report.details).toMatchObject({ start: '09:00', minutes: 90 })
    const arabic = await importText(`محضر جلسة: الزراعة البيئية
المتحدثون: أمل فؤاد، جمعية الفلاحين، مصر؛ كريم ناصر، تعاونية الزيتون، فلسطين

أولاً: العروض
تحدثت أمل فؤاد عن البذور المحلية.

ثانياً: السؤال المحوري: كيف نضمن التمويل؟
كريم ناصر: بالادخار المحلي.

ثالثاً: النقاش
سؤال من سعاد: هل الأسعار عادلة؟
جواب كريم ناصر: نعم، بفضل التعاونية.`)
    expect(saidIn(arabic.report)).toMatchObject({
      title: ['الزراعة البيئية'],
      people: [
        'speaker | أمل فؤاد |  | جمعية الفلاحين |  | مصر',
        'speaker | كريم ناصر |  | تعاونية الزيتون |  | فلسطين',
      ],
      summaries: ['أمل فؤاد | ', 'تحدثت أمل فؤاد عن البذور المحلية.'],
      'guiding-question': ['كيف نضمن التمويل؟', 'كريم ناصر | ', 'بالادخار المحلي.'],
      questions: ['سعاد →  (live)', 'هل الأسعار عادلة؟', 'كريم ناصر | ', 'نعم، بفضل التعاونية.'],
    })
  })

  test('a table of fields, answers under their questions, and names on lines of their own', async () => {
    const { report, unplaced } = await importText(
      `# Care online

| Item | Details |
|---|---|
| Date | 12 March 2024 |
| Moderator | Priya Nair, SEWA, India |

## Speakers

- **Rina Patel** — Founder, *SEWA Digital* (India)

## Presentations

**Rina Patel**
Couriers run the platform by themselves.

## Q & A

1. **How is the app financed?** (Kofi, Ghana)
   - Rina Patel: By fees of 2 %.`,
      { name: 'report.md' },
    )
    expect(saidIn(report)).toMatchObject({
      title: ['Care online'],
      summaries: ['Rina Patel | ', 'Couriers run the platform by themselves.'],
      questions: [
        ...['Kofi, Ghana →  (live)', 'How is the app financed?'],
        ...['Rina Patel | ', 'By fees of 2 %.'],
      ],
    })
    expect(unplaced).toEqual([])
  })
})
