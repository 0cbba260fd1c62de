/*
 * How many tests passed and failed, from what the runners report as JSON.
 */

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * Of a runner's report and exit code. A runner that says it failed and names no failed test, or says nothing that
 * can be read, has failed in itself: that counts as one.
 *
 * @param {(report: any) => Count} read
 * @param {string | undefined} json
 * @param {number} code
 * @returns {Count}
 */
export function countOf(read, json, code) {
  try {
    const count = read(JSON.parse(json ?? ''))
    if (!Number.isInteger(count.passed) || !Number.isInteger(count.failed)) throw new Error('no report')
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** vitest --reporter=json; a file that cannot be loaded has no tests and counts as one that failed. */
export function countVitest(/** @type {any} */ report) {
  const unloaded = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length }
}

/** playwright --reporter=json; what passed only when tried again has not passed. */
export function countPlaywright(/** @type {any} */ report) {
  const { expected, unexpected, flaky } = report.stats
  return { passed: expected, failed: unexpected + flaky + report.errors.length }
}

/** @param {Count[]} counts @returns {Count} */
export function sum(counts) {
  return counts.reduce(
    (all, { passed, failed }) => ({ passed: all.passed + passed, failed: all.failed + failed }),
    { passed: 0, failed: 0 },
  )
}
