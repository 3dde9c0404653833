namespace TypedSender.Rules.Tests.Support;

/// <summary>Wraps statements into a class that has a sender, a client and an order at hand.</summary>
internal static class Code
{
    /// <summary>Statements of an async method.</summary>
    public static string Async(string statements) => Method("public async Task RunAsync()", statements);

    /// <summary>Statements of a method that is not async.</summary>
    public static string Sync(string statements) => Method("public void Run()", statements);

    /// <summary>A method, or several members of the class.</summary>
    public static string Method(string signature, string statements)
    {
        string body = string.Join("\n", statements.Split('\n').Select(line => line.Length == 0 ? line : "        " + line));
        return $$"""
            using Shop;

            public sealed class Desk(IOrderSender sender, SendClient client, Order order)
            {
                {{signature}}
                {
            {{body}}
                }

                public IOrderSender? Sender => sender;

                public SendClient Client => client;

                public Order Order => order;

                public static void Work() { }
            }
            """;
    }
}
