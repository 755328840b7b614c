package signet.config;

import java.util.OptionalInt;

/**
 * How many orders a rule of a policy allows.
 *
 * @param perHour in any 60 minutes
 * @param perDay in any 24 hours
 * @param perDomainPerDay in any 24 hours that have a name below one registered domain
 */
public record OrderBudget(OptionalInt perHour, OptionalInt perDay, OptionalInt perDomainPerDay) {}
