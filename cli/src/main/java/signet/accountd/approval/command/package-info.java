/**
 * Asks persons by a program of the operator's choice, or has one tell them that there is a
 * question. The one place of the approval that starts processes.
 */
@NullMarked
package signet.accountd.approval.command;

import org.jspecify.annotations.NullMarked;
