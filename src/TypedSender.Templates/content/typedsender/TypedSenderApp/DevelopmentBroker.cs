//-:cnd:noEmit
#if DEBUG
using Microsoft.Extensions.Configuration;
using TypedSender.Testing;

namespace TypedSenderApp;

/// <summary>A broker in the process, so that a debug build needs nothing installed.</summary>
public static class DevelopmentBroker
{
    /// <summary>Starts the broker if no connection string names another.</summary>
    public static async Task StartAsync(IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration.GetConnectionString("messaging")))
        {
            InProcessBroker broker = await InProcessBroker.StartAsync();
            broker.CreateQueue("orders");
            configuration["ConnectionStrings:messaging"] = broker.Url;
            Console.WriteLine($"There is no connection string 'messaging': messages go to a broker in this process, {broker.Url}.");
        }
    }
}
#endif
//+:cnd:noEmit
