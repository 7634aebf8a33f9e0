package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The contracts catch adapters that are wrong in one thing, in the test that is about this thing. */
final class BrokenAdaptersTest {

    static Stream<Arguments> brokenAdapters() {
        return Stream.of(
                arguments(BrokenProvisioningKeyStores.ForgetsTheTenant.class, "finds_nothing_of_another_tenant"),
                arguments(BrokenProvisioningKeyStores.RevokesForAnyTenant.class, "changes_nothing_of_another_tenant"),
                arguments(BrokenProvisioningKeyStores.IgnoresTheCaseOfTenants.class, "finds_nothing_of_another_tenant"),
                arguments(
                        BrokenProvisioningKeyStores.OverwritesWhatIsThere.class,
                        "refuses_an_id_that_is_there_already_and_changes_nothing"),
                arguments(BrokenProvisioningKeyStores.CutsTimesToSeconds.class, "keeps_times_to_the_millisecond"),
                arguments(BrokenProvisioningKeyStores.RoundsTimes.class, "keeps_times_to_the_millisecond"),
                arguments(BrokenProvisioningKeyStores.CutsText.class, "keeps_text_of_the_greatest_length"),
                arguments(BrokenProvisioningKeyStores.KeepsTheLastRevocation.class, "keeps_the_first_revocation"),
                arguments(BrokenProvisioningKeyStores.ReplacesAnyHash.class, "replaces_no_hash_but_the_old_one"),
                arguments(
                        BrokenProvisioningKeyStores.RepeatsTheLastRow.class,
                        "lists_every_key_once_at_any_length_of_page"),
                arguments(
                        BrokenProvisioningKeyStores.SkipsRowsOfTheSameTime.class,
                        "lists_keys_of_one_moment_always_in_the_same_order"),
                arguments(BrokenProvisioningKeyStores.FiltersAfterPaging.class, "fills_the_pages_of_a_list_by_status"),
                arguments(BrokenProvisioningKeyStores.ExpiresKeysTooLate.class, "lists_keys_by_status"),
                arguments(
                        BrokenProvisioningKeyStores.RemembersWhatItFound.class,
                        "shows_every_change_to_whoever_opens_the_store_again"),
                arguments(BrokenDeviceRepositories.ForgetsTheTenant.class, "finds_nothing_of_another_tenant"),
                arguments(BrokenDeviceRepositories.DisablesForAnyTenant.class, "changes_nothing_of_another_tenant"),
                arguments(BrokenDeviceRepositories.ForgetsTheTenantOfTheKey.class, "knows_no_key_of_another_tenant"),
                arguments(
                        BrokenDeviceRepositories.ComparesNamesWithTheirCase.class,
                        "refuses_a_name_that_differs_in_case_alone"),
                arguments(
                        BrokenDeviceRepositories.ComparesNamesInLowerCase.class,
                        "refuses_a_name_that_differs_in_case_alone"),
                arguments(BrokenDeviceRepositories.ComparesNamesWithoutAccents.class, "gives_every_other_name"),
                arguments(BrokenDeviceRepositories.ComparesNamesWithoutWidth.class, "gives_every_other_name"),
                arguments(BrokenDeviceRepositories.ComparesTheBeginningOfNames.class, "gives_every_other_name"),
                arguments(
                        BrokenDeviceRepositories.ComparesNamesAcrossTenants.class, "gives_a_name_once_in_every_tenant"),
                arguments(
                        BrokenDeviceRepositories.CountsThoughTheNameIsTaken.class,
                        "refuses_a_name_that_differs_in_case_alone"),
                arguments(
                        BrokenDeviceRepositories.KeepsTheDeviceThoughTheKeyIsRefused.class,
                        "refuses_a_key_that_has_registered_as_many_as_it_may"),
                arguments(
                        BrokenDeviceRepositories.TakesAKeyAtItsExpiry.class,
                        "refuses_a_key_from_the_moment_it_expires"),
                arguments(BrokenDeviceRepositories.ReplacesAnyHash.class, "replaces_no_hash_but_the_old_one"),
                arguments(
                        BrokenDeviceRepositories.RepeatsTheLastRow.class,
                        "lists_every_device_once_at_any_length_of_page"),
                arguments(
                        BrokenDeviceRepositories.TakesWildcardsForWildcards.class,
                        "takes_wildcards_in_the_beginning_of_a_name_literally"),
                arguments(
                        BrokenDeviceRepositories.RegistersWithARememberedKey.class,
                        "registers_nothing_that_begins_after_a_revocation"),
                arguments(
                        BrokenDeviceLifecycles.RecallsWhatItFoundOnce.class,
                        "recalls_no_device_as_it_was_before_a_change"),
                arguments(BrokenDeviceLifecycles.DescribesForAnyTenant.class, "changes_nothing_of_another_tenant"),
                arguments(BrokenDeviceLifecycles.DeletesForAnyTenant.class, "changes_nothing_of_another_tenant"),
                arguments(BrokenDeviceLifecycles.ReplacesAKeyForAnyTenant.class, "changes_nothing_of_another_tenant"),
                arguments(
                        BrokenDeviceLifecycles.ClearsWhatAChangeKeeps.class,
                        "describes_a_device_part_by_part_and_changes_nothing_else"),
                arguments(BrokenDeviceLifecycles.KeepsWhatAChangeClears.class, "clears_every_part_of_a_description"),
                arguments(
                        BrokenDeviceLifecycles.DisablesInsteadOfDeleting.class,
                        "deletes_a_device_with_its_key_and_frees_its_name"),
                arguments(
                        BrokenDeviceLifecycles.ForgetsThePreviousKey.class,
                        "keeps_the_key_that_was_rotated_beside_the_new_one_and_changes_nothing_else"),
                arguments(
                        BrokenDeviceLifecycles.RotatesTheCurrentKeyAlone.class,
                        "replaces_an_unused_new_key_when_the_old_one_is_rotated_again"),
                arguments(
                        BrokenDeviceLifecycles.RotatesWhateverIsPresented.class,
                        "rotates_no_key_but_the_current_and_the_previous_one"),
                arguments(
                        BrokenDeviceLifecycles.RotatesKeysOfDisabledDevices.class,
                        "rotates_no_key_of_a_disabled_device"),
                arguments(
                        BrokenDeviceLifecycles.KeepsThePreviousKeyThoughTheNewOneWasUsed.class,
                        "ends_the_previous_key_when_the_new_one_is_used_and_changes_nothing_else"),
                arguments(
                        BrokenDeviceLifecycles.ConfirmsThePreviousKeyToo.class, "confirms_no_key_but_the_current_one"),
                arguments(
                        BrokenDeviceLifecycles.KeepsThePreviousKeyThoughTheKeyWasReplaced.class,
                        "ends_the_previous_key_too_when_an_administrator_replaces_the_key"),
                arguments(
                        BrokenDeviceLifecycles.ForgetsAttempts.class,
                        "registers_one_device_by_one_attempt_and_counts_it_once"),
                arguments(
                        BrokenDeviceLifecycles.RemembersAttemptsForEver.class,
                        "takes_an_attempt_of_24_hours_ago_for_a_new_one"),
                arguments(
                        BrokenDeviceLifecycles.KeepsOutdatedAttempts.class,
                        "forgets_attempts_of_24_hours_ago_as_registrations_go_on_and_no_younger_ones"),
                arguments(
                        BrokenDeviceLifecycles.ForgetsYoungAttempts.class,
                        "forgets_attempts_of_24_hours_ago_as_registrations_go_on_and_no_younger_ones"),
                arguments(
                        BrokenDeviceLifecycles.SharesAttemptsBetweenKeys.class,
                        "shares_no_attempt_between_two_provisioning_keys"),
                arguments(
                        BrokenDeviceLifecycles.ReplaysForARevokedKey.class,
                        "replays_nothing_for_a_revoked_or_expired_key"),
                arguments(
                        BrokenDeviceLifecycles.ReplaysThoughTheKeyWasUsed.class,
                        "replays_nothing_once_the_key_was_used_rotated_or_replaced"),
                arguments(
                        BrokenDeviceLifecycles.ReplaysByAnyAttempt.class,
                        "replays_no_registration_of_a_device_whose_place_was_taken_since"),
                arguments(
                        BrokenDeviceLifecycles.OpensAWindowForAnyTenant.class,
                        "opens_and_closes_no_window_of_another_tenant"),
                arguments(
                        BrokenDeviceLifecycles.ReplaysThoughAWindowIsOpen.class,
                        "forgets_by_what_registration_a_device_came_when_a_window_is_opened"),
                arguments(BrokenDeviceLifecycles.GivesAPlaceAwayTwice.class, "gives_a_device_s_place_away_once"),
                arguments(
                        BrokenDeviceLifecycles.TakesAPlaceWithoutItsWindow.class,
                        "gives_no_place_away_whose_window_is_closed_over_or_another_tenant_s"),
                arguments(
                        BrokenDeviceSightings.KeepsTimesInSeconds.class,
                        "records_when_a_device_was_seen_and_changes_nothing_else"),
                arguments(
                        BrokenDeviceSightings.SeesADeviceEarlierThanBefore.class,
                        "records_that_a_device_was_seen_again_from_a_minute_later_on"),
                arguments(
                        BrokenDeviceSightings.NotesEveryTime.class,
                        "records_that_a_device_was_seen_again_from_a_minute_later_on"),
                arguments(
                        BrokenDeviceSightings.WaitsLongerThanAMinute.class,
                        "records_that_a_device_was_seen_again_from_a_minute_later_on"),
                arguments(
                        BrokenDeviceSightings.ForgetsThePreviousKey.class,
                        "keeps_the_previous_key_through_every_other_change"),
                arguments(BrokenDeviceSightings.NotesOneTimeForAll.class, "records_of_many_devices_when_each_was_seen"),
                arguments(
                        BrokenDeviceSightings.NotesAHundredAtTheMost.class,
                        "records_of_many_devices_when_each_was_seen"),
                arguments(
                        BrokenDeviceSightings.StopsAtTheFirstThatIsGone.class,
                        "passes_over_devices_that_are_gone_or_were_seen_within_the_minute"),
                arguments(
                        BrokenDisabling.ListsWhatRegisteredLaterOnly.class,
                        "lists_devices_that_registered_since_a_time_to_the_millisecond"),
                arguments(
                        BrokenDisabling.ForgetsTheTimeOnLaterPages.class,
                        "lists_devices_that_registered_since_a_time_to_the_millisecond"),
                arguments(
                        BrokenDisabling.DisablesForAnyTenant.class,
                        "disables_and_counts_nothing_of_another_tenant_or_an_unknown_key"),
                arguments(
                        BrokenDisabling.DisablesForAnyKey.class,
                        "disables_every_active_device_of_a_key_and_changes_nothing_else"),
                arguments(
                        BrokenDisabling.DisablesWhatRegisteredLaterOnly.class,
                        "disables_those_that_registered_since_a_time_to_the_millisecond"),
                arguments(
                        BrokenDisabling.CutsTheTimeToSeconds.class,
                        "disables_those_that_registered_since_a_time_to_the_millisecond"),
                arguments(
                        BrokenDisabling.CountsWhatIsDisabledAlready.class,
                        "counts_what_it_would_disable_and_changes_nothing"),
                arguments(
                        BrokenDisabling.DisablesWhatItShouldCount.class,
                        "counts_what_it_would_disable_and_changes_nothing"),
                arguments(
                        BrokenDisabling.KeepsOneEventForAll.class,
                        "keeps_one_event_with_each_device_that_it_disables_and_none_with_any_other"),
                arguments(
                        BrokenDisabling.KeepsEventsOfWhatIsDisabledAlready.class,
                        "keeps_one_event_with_each_device_that_it_disables_and_none_with_any_other"),
                arguments(BrokenAuditLogs.ForgetsTheTenant.class, "lists_no_event_of_another_tenant"),
                arguments(BrokenAuditLogs.IgnoresTheCaseOfActors.class, "lists_by_object_and_by_actor_and_by_both"),
                arguments(BrokenAuditLogs.KeepsTimesInSeconds.class, "lists_the_newest_event_first_to_the_millisecond"),
                arguments(
                        BrokenAuditLogs.LosesEventsWithTheirDevice.class,
                        "shows_what_was_done_to_a_device_after_it_was_deleted"),
                arguments(
                        BrokenAuditLogs.CallsKeysWhatTheyAreCalledNow.class,
                        "keeps_who_made_each_change_to_a_key_and_when_and_from_where"),
                arguments(
                        BrokenAuditLogs.RepeatsTheLastRow.class,
                        "lists_every_event_once_at_any_length_of_page_even_of_one_moment_and_while_more_are_kept"),
                arguments(
                        BrokenAuditLogs.KeepsRevocationsThatChangeNothing.class,
                        "keeps_nothing_where_nothing_is_changed"),
                arguments(BrokenAuditLogs.KeepsEventsOfWhatFailed.class, "keeps_nothing_of_what_failed"));
    }

    @ParameterizedTest
    @MethodSource("brokenAdapters")
    void the_contract_catches_an_adapter_that_is_wrong_in_one_thing(Class<?> broken, String test) {
        assertThat(failuresOf(selectMethod(broken, test))).containsExactly(test);
    }

    /** Adapters that stage a race for exactly as many threads as one test of the contract has. */
    static Stream<Arguments> adaptersWithARace() {
        return Stream.of(
                arguments(
                        BrokenProvisioningKeyStores.LooksBeforeItInserts.class,
                        "gives_an_id_to_one_of_many_that_insert_it_at_once"),
                arguments(
                        BrokenProvisioningKeyStores.LooksBeforeItRevokes.class,
                        "keeps_one_revocation_of_many_at_once_and_shows_it_to_all"),
                arguments(
                        BrokenProvisioningKeyStores.ComparesBeforeItReplaces.class,
                        "lets_one_of_two_replace_a_hash_at_once"),
                arguments(
                        BrokenProvisioningKeyStores.WritesWholeRows.class,
                        "loses_no_change_to_one_part_by_a_change_to_another_at_once"),
                arguments(
                        BrokenDeviceRepositories.ChecksBeforeItRegisters.class,
                        "never_exceeds_a_limit_however_many_register_at_once"),
                arguments(
                        BrokenDeviceRepositories.ChecksBeforeItRegisters.class,
                        "gives_a_name_to_one_of_many_that_ask_for_it_at_once"),
                arguments(
                        BrokenDeviceRepositories.CountsWhatItReadBefore.class,
                        "loses_no_count_when_many_register_at_once"),
                arguments(
                        BrokenDeviceLifecycles.DescribesWhatItReadBefore.class,
                        "loses_no_part_of_a_description_by_a_change_to_another_at_once"),
                arguments(
                        BrokenDeviceLifecycles.ConfirmsWhatItReadBefore.class,
                        "either_confirms_a_new_key_or_rotates_the_old_one_again_when_both_come_at_once"),
                arguments(
                        BrokenDeviceLifecycles.ReplaysWhatItReadBefore.class,
                        "replays_no_registration_whose_key_a_device_has_used_when_both_come_at_once"),
                arguments(
                        BrokenDeviceLifecycles.LooksBeforeItTakesAPlace.class,
                        "gives_a_device_s_place_to_one_of_many_that_ask_for_it_at_once"),
                arguments(
                        BrokenDeviceSightings.NotesByWhatItReadBefore.class,
                        "records_one_of_many_times_within_a_minute_that_come_at_once"),
                arguments(
                        BrokenDeviceSightings.LocksDevicesAsTheyCome.class,
                        "records_the_same_devices_at_once_in_whatever_order_they_are"),
                arguments(
                        BrokenDisabling.LooksBeforeItDisables.class,
                        "disables_each_device_once_for_many_that_ask_for_all_at_once"));
    }

    @ParameterizedTest
    @MethodSource("adaptersWithARace")
    void the_contract_catches_an_adapter_that_loses_a_race(Class<?> broken, String test) {
        assertThat(failuresOf(selectMethod(broken, test))).containsExactly(test);
    }

    @Test
    void the_contract_passes_adapters_that_are_not_broken() {
        assertThat(failuresOf(selectClass(InMemoryProvisioningKeyStoreTest.class)))
                .isEmpty();
        assertThat(failuresOf(selectClass(InMemoryDeviceRepositoryTest.class))).isEmpty();
        assertThat(failuresOf(selectClass(InMemoryAuditLogTest.class))).isEmpty();
    }

    /** Lets the threads of a staged race go on together. */
    static void await(CyclicBarrier others) {
        try {
            others.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the race is not as it was staged", e);
        }
    }

    /** The names of the tests in which an assertion failed, and not the staging of a race. */
    private static List<String> failuresOf(DiscoverySelector selector) {
        return EngineTestKit.engine("junit-jupiter").selectors(selector).execute().testEvents().failed().stream()
                .filter(BrokenAdaptersTest::isFailedAssertion)
                .map(failure -> failure.getTestDescriptor().getDisplayName().replace("()", ""))
                .toList();
    }

    private static boolean isFailedAssertion(Event failure) {
        return failure.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .filter(AssertionError.class::isInstance)
                .filter(error -> !(error.getCause() instanceof IllegalStateException))
                .isPresent();
    }
}
