/** The languages whose words are known here: those that reports have their fixed words in. */
export const LANGUAGES = ['en', 'fr', 'es', 'ko', 'ar', 'pt', 'zh', 'ru']
