using TypedSender.CodeFixes;
using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.CallSites;

public class DateTimeKindTests : RuleTests<DateTimeKindAnalyzer, UtcFix>
{
    private const string Types =
        """
        using System.Globalization;

        [AmqpContract] public sealed partial record Reading(DateTime Taken)
        {
            public DateTime? Sent { get; set; }
            [AmqpIgnore] public DateTime Local { get; set; }
            public DateTimeOffset Offset { get; set; }
        }

        public sealed class Other(DateTime taken) { public DateTime Taken => taken; }

        [AmqpSender("q")] public partial interface IReadings { ValueTask SendAsync(Reading reading, [ApplicationProperty("at")] DateTime at); }

        public static class Station
        {
            public static async Task RunAsync(IReadings sender, DateTimeOffset now, DateOnly day)
            {

        """;

    [Theory]
    [InlineData("_ = new Reading({|TSND0710:new DateTime(2026, 1, 1)|});")]
    [InlineData("_ = new Reading({|TSND0710:new(2026, 1, 1, 0, 0, 0)|});")]
    [InlineData("_ = new Reading({|TSND0710:DateTime.Parse(\"2026-01-01\")|}) { Sent = {|TSND0710:DateTime.MinValue|} };")]
    [InlineData("_ = new Reading({|TSND0710:new DateTime(2026, 1, 1)|}.AddDays(1).Date);")]
    [InlineData("_ = new Reading({|TSND0710:now.DateTime|}) with { Sent = {|TSND0710:day.ToDateTime(TimeOnly.MinValue)|} };")]
    [InlineData("Reading reading = new(DateTime.UtcNow);\nreading.Sent = {|TSND0710:now.Date|};")]
    [InlineData("await sender.SendAsync(new Reading(DateTime.UtcNow), {|TSND0710:DateTime.ParseExact(\"2026\", \"yyyy\", null)|});")]
    public Task A_date_without_a_kind_that_is_sent(string statements) => UnderlinesAsync(Source(statements));

    [Theory]
    [InlineData("_ = new Reading(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));")]
    [InlineData("_ = new Reading(DateTime.Parse(\"2026-01-01\", null, DateTimeStyles.AssumeUniversal));")]
    [InlineData("_ = new Reading(DateTime.UtcNow) { Sent = DateTime.Now, Local = new DateTime(2026, 1, 1), Offset = new DateTime(2026, 1, 1) };")]
    [InlineData("_ = new Reading(now.UtcDateTime) { Sent = null };")]
    [InlineData("_ = new Reading(DateTime.SpecifyKind(new DateTime(2026, 1, 1), DateTimeKind.Utc));")]
    [InlineData("_ = new Other(new DateTime(2026, 1, 1));")]
    [InlineData("_ = new Reading(DateTime.UnixEpoch);")]
    public Task A_date_with_a_kind_or_one_that_is_not_sent(string statements) => CleanAsync(Source(statements));

    [Theory]
    [InlineData("[AmqpContract] public sealed partial record Event([property: AmqpAssumeUtc] DateTime At) { public static Event First => new(new DateTime(2026, 1, 1)); }")]
    [InlineData("[AmqpContract] public sealed partial record Event([AmqpAssumeUtc] DateTime At) { public static Event First => new(new DateTime(2026, 1, 1)); }")]
    [InlineData("[AmqpContract] public sealed partial record Event([AmqpAssumeUtc] DateTime At) { public static Event First => new(DateTime.UtcNow) { At = new DateTime(2026, 1, 1) }; }")]
    [InlineData("[AmqpContract] public sealed partial class Event { [AmqpAssumeUtc] public DateTime At { get; set; } = new DateTime(2026, 1, 1); }")]
    [InlineData("[AmqpContract] public sealed partial record Event([property: AmqpIgnore] DateTime At, int Number) { public static Event First => new(new DateTime(2026, 1, 1), 1); }")]
    [InlineData("[AmqpContract] public abstract partial record Base { [AmqpAssumeUtc] public abstract DateTime At { get; set; } } [AmqpContract] public sealed partial record Event : Base { public override DateTime At { get; set; } = new DateTime(2026, 1, 1); }")]
    [InlineData("[AmqpSender(\"q\")] public partial interface IEvents { ValueTask SendAsync(Shop.Order order, [ApplicationProperty(\"at\"), AmqpAssumeUtc] DateTime at); } public static class Clock { public static ValueTask RunAsync(IEvents events, Shop.Order order) => events.SendAsync(order, new DateTime(2026, 1, 1)); }")]
    [InlineData("[assembly: AmqpContractFor<Event>(MetadataType = typeof(Metadata))] internal abstract class Metadata { [AmqpAssumeUtc] public abstract DateTime At { get; } } public class Event { public DateTime At { get; set; } = new DateTime(2026, 1, 1); }")]
    public Task A_date_that_is_taken_for_utc_or_not_sent(string source) => CleanAsync(source);

    [Fact]
    public Task A_date_of_an_external_contract()
        => UnderlinesAsync("[assembly: AmqpContractFor<Event>] public class Event { public DateTime At { get; set; } = {|TSND0710:new DateTime(2026, 1, 1)|}; }");

    [Fact]
    public Task An_initializer_of_a_member() => UnderlinesAsync("[AmqpContract] public sealed partial class Event { public DateTime At { get; set; } = {|TSND0710:new DateTime(2026, 1, 1)|}; }");

    [Theory]
    [InlineData("'new DateTime' gives 'Reading.Taken' a DateTime that is of kind Unspecified, which cannot be sent: name DateTimeKind.Utc as its last argument", "_ = new Reading({|#0:new DateTime(2026, 1, 1)|});")]
    [InlineData("'DateTime.Parse' gives 'Reading.Taken' a DateTime that may be of kind Unspecified, which cannot be sent: pass DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal", "_ = new Reading({|#0:DateTime.Parse(\"2026\")|});")]
    public Task The_message(string message, string statements) => SaysAsync("TSND0710", message, Source(statements));

    [Fact]
    public Task The_fix_makes_it_utc() => FixesAsync(
        Source("_ = new Reading({|TSND0710:new DateTime(2026, 1, 1)|}) { Sent = {|TSND0710:new(2026, 1, 1, 8, 30, 0)|} };\n_ = new Reading({|TSND0710:DateTime.Parse(\"2026\")|}) { Sent = {|TSND0710:now.DateTime|} };\n_ = new Reading({|TSND0710:day.ToDateTime(TimeOnly.MinValue)|});"),
        Source("_ = new Reading(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)) { Sent = new(2026, 1, 1, 8, 30, 0, DateTimeKind.Utc) };\n_ = new Reading(DateTime.Parse(\"2026\", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)) { Sent = now.UtcDateTime };\n_ = new Reading(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));"));

    [Fact]
    public Task Can_be_configured() => CanBeConfiguredAsync(Source("_ = new Reading({|TSND0710:new DateTime(2026, 1, 1)|});"));

    private static string Source(string statements) => Types + string.Join("\n", statements.Split('\n').Select(line => "        " + line)) + "\n        await Task.Yield();\n    }\n}\n";
}
