using TypedSender.Amqp;

namespace TypedSender.Tests.Tokens;

/// <summary>Replies to put-token, in the spellings of the brokers.</summary>
public sealed class PutTokenTests
{
    private static readonly AmqpToken Token = new(Canary.Password, DateTimeOffset.MaxValue);

    [Theory]
    [InlineData("status-code", 200)]
    [InlineData("statusCode", 202)]
    [InlineData("status-code", 202L)]
    [InlineData("statusCode", 200u)]
    [InlineData("statusCode", (short)200)]
    public void Success_in_either_spelling_and_any_width(string key, object status) => Assert.Null(Read((key, status)));

    [Theory]
    [InlineData("status-code", "status-description", "error-condition")]
    [InlineData("statusCode", "statusDescription", "errorCondition")]
    public void Status_description_and_condition_are_told(string code, string description, string condition)
    {
        SendFailure? failure = Read((code, 401), (description, "InvalidSignature: it expired."), (condition, new AmqpSymbol("amqp:unauthorized-access")));

        Assert.Equal(
            "The peer refused the token for 'amqps://host/notes' with status 401, amqp:unauthorized-access (InvalidSignature: it expired). Check that key or identity are the right ones and have rights to it, and the clocks.",
            failure?.Message);
        Assert.Equal(FailureClass.Authentication, failure?.Class);
    }

    [Fact]
    public void A_description_that_repeats_the_token_is_not_shown()
    {
        SendFailure? failure = Read(("status-code", 400), ("status-description", $"cannot read {Canary.Password}"));

        Assert.DoesNotContain(Canary.Mark, failure!.Message, StringComparison.Ordinal);
        Assert.Contains("(its text repeats the token and is not shown)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status-code", "200")]
    [InlineData("StatusCode", 200)]
    [InlineData("status-code", null)]
    public void Without_a_number_it_is_no_answer(string key, object? status)
    {
        Assert.StartsWith("The peer's reply to the token for 'amqps://host/notes' has no status code", Read((key, status))?.Message, StringComparison.Ordinal);
        Assert.NotNull(PutToken.ReadReply("amqps://host/notes", Token, properties: null));
    }

    private static SendFailure? Read(params (string Key, object? Value)[] properties)
    {
        AmqpMap map = new();
        foreach ((string key, object? value) in properties)
        {
            map.Add(key, value);
        }

        return PutToken.ReadReply("amqps://host/notes", Token, map);
    }
}
