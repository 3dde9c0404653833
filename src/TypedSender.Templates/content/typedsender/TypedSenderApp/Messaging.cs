using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TypedSender;

namespace TypedSenderApp;

/// <summary>The client and its senders: one connection for the whole program, closed when the host is disposed of.</summary>
public static class Messaging
{
    public static void AddMessaging(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString("messaging") is not { Length: > 0 } url)
        {
            throw new InvalidOperationException("There is no connection string 'messaging': set ConnectionStrings__messaging in the environment to the URL of a broker, such as amqps://user:password@host.");
        }

        builder.Services.AddSingleton(services => new SendClient(url, options => options.LoggerFactory = services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton(services => services.GetRequiredService<SendClient>().GetSender<IOrderSender>());
    }
}
