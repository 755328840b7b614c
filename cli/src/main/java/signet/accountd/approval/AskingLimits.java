package signet.accountd.approval;

import java.time.Duration;

/**
 * How much persons are asked.
 *
 * @param timeout how long they have for an answer
 * @param retryAfter for how long the same is not asked again after a no, or after no answer; after
 *     each further no twice as long, up to a day
 * @param questionsPerHour how many questions without a yes one peer may have asked within any hour
 */
public record AskingLimits(Duration timeout, Duration retryAfter, int questionsPerHour) {}
