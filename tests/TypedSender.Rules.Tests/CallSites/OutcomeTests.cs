using TypedSender.CodeFixes;
using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.CallSites;

public class OutcomeTests : RuleTests<OutcomeAnalyzer, OutcomeFix>
{
    [Theory]
    [InlineData("await sender.{|TSND0701:OfferAsync|}(order);")]
    [InlineData("await sender.{|TSND0701:OfferAsync|}(order).ConfigureAwait(false);")]
    [InlineData("await sender.{|TSND0701:OfferAllAsync|}([order]);")]
    [InlineData("ValueTask<SendOutcome> task = sender.OfferAsync(order);\nawait {|TSND0701:task|};")]
    [InlineData("Func<Task> send = async () => await sender.{|TSND0701:OfferAsync|}(order);\nawait send();")]
    public Task An_outcome_that_is_not_used(string statements) => UnderlinesAsync(Code.Async(statements));

    [Theory]
    [InlineData("_ = await sender.OfferAsync(order);")]
    [InlineData("SendOutcome outcome = await sender.OfferAsync(order);\nif (!outcome.IsSuccess) { Work(); }")]
    [InlineData("(await sender.OfferAsync(order)).EnsureSuccess();")]
    [InlineData("await sender.PlaceAsync(order);")]
    [InlineData("Func<Task<SendOutcome>> send = async () => await sender.OfferAsync(order);\n_ = await send();")]
    public Task An_outcome_that_is_used_or_discarded(string statements) => CleanAsync(Code.Async(statements));

    [Fact]
    public Task The_message() => SaysAsync(
        "TSND0701",
        "The outcome of 'OfferAsync' is not used, and a message that was not taken goes unnoticed: look at it, call EnsureSuccess, or write '_ =' if it does not matter",
        Code.Async("await sender.{|#0:OfferAsync|}(order);"));

    [Fact]
    public Task The_fix_calls_EnsureSuccess_everywhere() => FixesAsync(
        Code.Async("await sender.{|TSND0701:OfferAsync|}(order); // first\nawait sender.{|TSND0701:OfferAsync|}(order).ConfigureAwait(false);"),
        Code.Async("(await sender.OfferAsync(order)).EnsureSuccess(); // first\n(await sender.OfferAsync(order).ConfigureAwait(false)).EnsureSuccess();"));

    [Fact]
    public Task The_other_fix_discards_it() => FixesAsync(
        Code.Async("await sender.{|TSND0701:OfferAsync|}(order);\nawait sender.{|TSND0701:OfferAllAsync|}([order]);"),
        Code.Async("_ = await sender.OfferAsync(order);\n_ = await sender.OfferAllAsync([order]);"),
        nameof(OutcomeFix) + "Discard");

    [Fact]
    public Task Can_be_configured() => CanBeConfiguredAsync(Code.Async("await sender.{|TSND0701:OfferAsync|}(order);"));
}
