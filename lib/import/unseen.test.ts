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
